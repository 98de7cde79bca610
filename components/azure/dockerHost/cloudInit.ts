import { readFileSync } from "node:fs";
import { join } from "node:path";
import { yamlDocument } from "../../../lib/yaml";

/** The files of `host/` that set the Docker host up, and where they go. */
const files = [
  { name: "compose.yaml", folder: "/opt/lab", mode: "0644" },
  { name: "setup.php", folder: "/opt/lab", mode: "0644" },
  { name: "guard", folder: "/opt/lab", mode: "0755" },
  { name: "passwords", folder: "/opt/lab", mode: "0755" },
  { name: "start", folder: "/opt/lab", mode: "0755" },
  { name: "run-app", folder: "/opt/lab", mode: "0755" },
  // Written before Docker is installed: its default logs have no limit, and would fill the disk.
  { name: "daemon.json", folder: "/etc/docker", mode: "0644" },
  { name: "lab-guard.service", folder: "/etc/systemd/system", mode: "0644" },
  { name: "lab-start.service", folder: "/etc/systemd/system", mode: "0644" },
  { name: "lab-app.service", folder: "/etc/systemd/system", mode: "0644" },
  { name: "lab-app.timer", folder: "/etc/systemd/system", mode: "0644" },
];

/**
 * The cloud-init document of the Docker host: the files of `host/`, and the units that run them. Unlike cloud-init's own
 * `packages`, the units retry what they install and pull until it works. The document does not name the lab's image and
 * holds no secret, so it is the same for every lab, and only a changed file of `host/` replaces the machine.
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
      // Before anything installs Docker.
      ["systemctl", "enable", "--now", "lab-guard.service"],
      // Waiting would deadlock: the units may wait for cloud-init to finish.
      ["systemctl", "enable", "--now", "--no-block", "lab-start.service", "lab-app.timer"],
    ],
  };
  return `#cloud-config\n${yamlDocument(document)}`;
}

/** A checkout on Windows may have CRLF line ends, which no shell on the host understands. */
function hostFile(name: string): string {
  return readFileSync(join(__dirname, "..", "..", "..", "host", name), "utf8").replaceAll("\r\n", "\n");
}
