import type { Environment } from "../context";

/** Where the commands run; WSL is Linux whose Docker is mostly that of Windows. */
export type System = "linux" | "wsl" | "macos" | "windows";

export function systemOf(platform: NodeJS.Platform, { WSL_DISTRO_NAME: distribution }: Environment): System {
  if (platform === "win32") return "windows";
  if (platform === "darwin") return "macos";
  return distribution === undefined ? "linux" : "wsl";
}

interface Advice {
  /** How a user gets access to Docker. */
  readonly access: string;
  readonly start: string;
  /** How Docker gets more memory. */
  readonly memory: string;
}

const startDesktop = "Start Docker Desktop";
const moreForWsl =
  "Give WSL more: a line memory=6GB under [wsl2] in the file .wslconfig of your Windows profile, then `wsl --shutdown`";

const advice: Readonly<Record<System, Advice>> = {
  linux: {
    access: "`sudo usermod --append --groups docker $USER`, then log out and in again.",
    start: "Start it: `sudo systemctl start docker`, or Docker Desktop",
    memory: "Give it more, in the settings of Docker Desktop or with a larger machine",
  },
  wsl: {
    access:
      "`sudo usermod --append --groups docker $USER`, or with Docker Desktop switch on this distribution in its settings " +
      "(Resources, WSL integration); then open a new terminal.",
    start: `${startDesktop}, or in this distribution \`sudo service docker start\``,
    memory: moreForWsl,
  },
  macos: {
    access: "Open Docker Desktop once as this user, and finish what it asks for.",
    start: startDesktop,
    memory: "Give it more, in the settings of Docker Desktop (Resources)",
  },
  windows: {
    access: "Have an administrator add you to the group docker-users, then sign out and in again.",
    start: startDesktop,
    memory: `${moreForWsl}; with Hyper-V, in the settings of Docker Desktop (Resources)`,
  },
};

export function adviceFor(system: System): Advice {
  return advice[system];
}
