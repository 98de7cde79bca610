import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { hostCloudInit } from "../../../../components/azure/dockerHost/cloudInit";

const document = parse(hostCloudInit("lab")) as {
  write_files: { path: string; permissions: string; content: string }[];
  runcmd: string[][];
};

function hostFile(name: string): string {
  return readFileSync(join(__dirname, "../../../../host", name), "utf8");
}

describe("hostCloudInit", () => {
  it("starts with the line by which cloud-init recognises it", () => {
    expect(hostCloudInit("lab").split("\n")[0]).toBe("#cloud-config");
    expect(Object.keys(document)).toEqual(["write_files", "runcmd"]);
  });

  it("writes each file of host/ unchanged, scripts as executable", () => {
    expect(document.write_files.map(({ path, permissions }) => [path, permissions])).toEqual([
      ["/opt/lab/compose.yaml", "0644"],
      ["/opt/lab/setup.php", "0644"],
      ["/opt/lab/guard", "0755"],
      ["/opt/lab/passwords", "0755"],
      ["/opt/lab/start", "0755"],
      ["/opt/lab/run-app", "0755"],
      ["/etc/docker/daemon.json", "0644"],
      ["/etc/systemd/system/lab-guard.service", "0644"],
      ["/etc/systemd/system/lab-start.service", "0644"],
      ["/etc/systemd/system/lab-app.service", "0644"],
      ["/etc/systemd/system/lab-app.timer", "0644"],
    ]);
    for (const { path, content } of document.write_files) expect(content).toBe(hostFile(path.split("/").at(-1)!));
  });

  it("starts the units without waiting for them, and lets the administrator use Docker", () => {
    expect(document.runcmd).toEqual([
      ["groupadd", "--system", "--force", "docker"],
      ["usermod", "--append", "--groups", "docker", "lab"],
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "lab-guard.service"],
      ["systemctl", "enable", "--now", "--no-block", "lab-start.service", "lab-app.timer"],
    ]);
  });

  it("contains no password: the host generates them", () => {
    expect(hostCloudInit("lab")).not.toMatch(/PASSWORD[=:] *[0-9a-f]{8}/);
    expect(hostFile("compose.yaml").match(/PASSWORD: .*/g)).toEqual([
      ...["DB_PASSWORD", "DB_PASSWORD", "DB_ROOT_PASSWORD"].map(
        (name) => `PASSWORD: \${${name}:?run ./passwords first}`,
      ),
      "PASSWORD: ${WORDPRESS_PASSWORD:-}",
    ]);
  });

  it("starts only scripts that it writes", () => {
    const paths = document.write_files.map(({ path }) => path);
    const started = document.write_files.flatMap(({ content }) => /^ExecStart=(.*)$/m.exec(content)?.[1] ?? []);
    expect(started).toEqual(["/opt/lab/guard", "/opt/lab/start", "/opt/lab/run-app"]);
    expect(paths).toEqual(expect.arrayContaining(started));
  });
});
