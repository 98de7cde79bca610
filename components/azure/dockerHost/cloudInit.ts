import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";

/** The files of `host/` that make up the Docker host, with their place on it. */
const files = [
  { name: "compose.yaml", folder: "/opt/lab", mode: "0644" },
  { name: "passwords", folder: "/opt/lab", mode: "0755" },
  { name: "start", folder: "/opt/lab", mode: "0755" },
  { name: "run-app", folder: "/opt/lab", mode: "0755" },
  // Before Docker is there: its usual logs have no limit, and would fill the disk.
  { name: "daemon.json", folder: "/etc/docker", mode: "0644" },
  { name: "lab-start.service", folder: "/etc/systemd/system", mode: "0644" },
  { name: "lab-app.service", folder: "/etc/systemd/system", mode: "0644" },
  { name: "lab-app.timer", folder: "/etc/systemd/system", mode: "0644" },
];

/**
 * The cloud-init document of the Docker host: the files of `host/`, and the units that run them. What those install and
 * pull they try again until it works, which cloud-init's own `packages` would not. The document names no image of the
 * lab's and holds no secret, so it is the same for every lab, and only a changed file of `host/` makes a new machine.
 *
 * @param administrator User that may use Docker without `sudo`.
 */
export function hostCloudInit(administrator: string): string {
  const document = {
    write_files: files.map(({ name, folder, mode }) => ({
      path: `${folder}/${name}`,
      permissions: mode,
      content: hostFile(name),
    })),
    runcmd: [
      ["groupadd", "--system", "--force", "docker"],
      ["usermod", "--append", "--groups", "docker", administrator],
      ["systemctl", "daemon-reload"],
      // Not waited for: cloud-init would be held up, and what they wait for may wait for cloud-init.
      ["systemctl", "enable", "--now", "--no-block", "lab-start.service", "lab-app.timer"],
    ],
  };
  return `#cloud-config\n${stringify(document, { lineWidth: 0 })}`;
}

/** A checkout on Windows may have other line ends, which no shell on the host would understand. */
function hostFile(name: string): string {
  return readFileSync(join(__dirname, "..", "..", "..", "host", name), "utf8").replaceAll("\r\n", "\n");
}
