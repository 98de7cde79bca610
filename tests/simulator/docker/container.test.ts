import { containerModels } from "../../../simulator/docker/container";
import type { Inputs } from "../../../simulator/model";
import { refusals } from "../helpers";

const of = (changes: Inputs) =>
  refusals(containerModels, "docker:index/container:Container", { name: "lab-server", image: "nginx:1", ...changes });
const badName = (name: string) =>
  `Docker does not accept this name: ${JSON.stringify(name)} does not match /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/`;

describe("a container", () => {
  it("needs an image, and nothing more", () => {
    expect(of({})).toEqual([]);
    expect(of({ image: undefined })).toEqual(["a container needs an image"]);
    expect(of({ image: "" })).toEqual(["a container needs an image"]);
  });

  it("is refused under a name with a space, and without an image", () => {
    expect(of({})).toEqual([]);
    expect(of({ name: "lab server", image: undefined })).toEqual([badName("lab server"), "a container needs an image"]);
  });

  it.each(["no", "on-failure", "always", "unless-stopped"])("may restart by the policy %s", (restart) => {
    expect(of({ restart })).toEqual([]);
  });

  it.each(["never", "Always", ""])("is refused with the restart policy %j", (restart) => {
    expect(of({ restart })).toEqual([`no restart policy has the name ${restart}`]);
  });

  it("has its control groups for itself, or the host's", () => {
    expect([...of({ cgroupnsMode: "private" }), ...of({ cgroupnsMode: "host" })]).toEqual([]);
    expect(of({ cgroupnsMode: "own" })).toEqual(["cgroupnsMode own is not private or host"]);
  });

  it("is refused with what would look changed at each `pulumi up`", () => {
    expect(of({ platform: "linux/amd64" })).toEqual(["with platform each `pulumi up` would replace the container"]);
    expect(of({ privileged: true, securityOpts: ["label=disable"] })).toEqual([
      "privileged with securityOpts: each `pulumi up` would replace the container",
    ]);
    expect(of({ privileged: true })).toEqual([]);
    expect(of({ privileged: false, securityOpts: ["label=disable"] })).toEqual([]);
  });

  it("has variables with a name and a value, which may be empty or hold more of the same sign", () => {
    expect(of({ envs: ["A=1", "B=", "C=a=b"] })).toEqual([]);
    expect(of({ envs: ["A", "=1", ""] })).toEqual(
      ["A", "=1", ""].map((env) => `the variable ${JSON.stringify(env)} is not of the form KEY=VALUE`),
    );
  });
});

describe("a port of a container", () => {
  const port = (changes: Inputs) => of({ ports: [{ internal: 80, external: 8080, ...changes }] });

  it("has a number inside, and may have one outside, an address and a protocol", () => {
    expect(port({ external: undefined })).toEqual([]);
    expect(port({ ip: "127.0.0.1", protocol: "tcp" })).toEqual([]);
    expect(port({ ip: "::1", protocol: "udp" })).toEqual([]);
    expect(port({ internal: undefined })).toEqual(["a port needs the number that it has inside the container"]);
  });

  it.each([1, 65_535])("may be %d", (number) => {
    expect(port({ internal: number, external: number })).toEqual([]);
  });

  it.each([0, 65_536, -1, 80.5, "http"])("is not %j, inside or outside", (number) => {
    const fault = [`the port ${number} is not from 1 to 65535`];
    expect(port({ internal: number })).toEqual(fault);
    expect(port({ external: number })).toEqual(fault);
  });

  it("is published on an address, and by a protocol that there is", () => {
    expect(port({ ip: "localhost" })).toEqual(["a port cannot be published on localhost, which is not an IP address"]);
    expect(port({ ip: "127.0.0.0/8" })).toHaveLength(1);
    expect(port({ protocol: "TCP" })).toEqual(["a port's protocol TCP is not tcp or udp"]);
  });

  it("is checked on its own, next to others", () => {
    expect(of({ ports: [{ internal: 0 }, { internal: 80 }, { internal: 70_000 }] })).toEqual([
      "the port 0 is not from 1 to 65535",
      "the port 70000 is not from 1 to 65535",
    ]);
  });
});

describe("the health check of a container", () => {
  const check = (healthcheck: Inputs, more: Inputs = {}) => of({ healthcheck, ...more });
  const tests = ["CMD", "true"];

  it.each([[["CMD", "true"]], [["CMD-SHELL", "exit 0"]], [["NONE"]]])("may be %j", (tests) => {
    expect(check({ tests })).toEqual([]);
  });

  it("has a kind and a command", () => {
    expect(check({ tests: ["true"] })).toEqual(["its health check starts with true, not with CMD, CMD-SHELL or NONE"]);
    expect(check({ tests: ["CMD"] })).toEqual(["its health check has no command"]);
    expect(check({ tests: ["CMD-SHELL"] })).toEqual(["its health check has no command"]);
  });

  it("is there where somebody waits for it", () => {
    const fault = ["it waits to be healthy, and nothing checks its health"];
    expect(of({ wait: true })).toEqual(fault);
    expect(check({ tests: ["NONE"] }, { wait: true })).toEqual(fault);
    expect(check({ tests: [] }, { wait: true })).toEqual(fault);
    expect(check({ tests }, { wait: true })).toEqual([]);
    expect(of({ wait: false })).toEqual([]);
  });

  it.each(["interval", "timeout", "startPeriod", "startInterval"])("has its %s as Docker writes it", (key) => {
    expect(check({ tests, [key]: "1m30s" })).toEqual([]);
    expect(check({ tests, [key]: "90s" })).toEqual([
      `the health check's ${key} 90s would look changed at each \`pulumi up\`: Docker writes it 1m30s`,
    ]);
    expect(check({ tests, [key]: "soon" })).toEqual([`the health check's ${key} soon is not a duration`]);
  });
});

describe("a file that is put into a container", () => {
  const upload = (changes: Inputs, more: Inputs = {}) =>
    of({ uploads: [{ file: "/etc/lab/token", content: "text", ...changes }], ...more });

  it("has an absolute path and one source", () => {
    expect(upload({})).toEqual([]);
    expect(upload({ content: undefined, contentBase64: "dGV4dA==" })).toEqual([]);
    expect(upload({ content: undefined, source: "token.txt" })).toEqual([]);
    expect(upload({ file: "etc/lab/token" })).toEqual(["the upload etc/lab/token has no absolute path"]);
    expect(upload({ contentBase64: "dGV4dA==" })).toEqual([
      "the upload /etc/lab/token has more than one of content, contentBase64 and source",
    ]);
  });

  it.each([undefined, ""])("is refused without content: the provider treats %j as missing", (content) => {
    expect(upload({ content })).toEqual(["the upload /etc/lab/token is empty"]);
    expect(upload({ content, contentBase64: "dGV4dA==" })).toEqual([]);
  });

  it.each(["0600", "0777"])("may have the permissions %s", (permissions) => {
    expect(upload({ permissions })).toEqual([]);
  });

  it.each(["600", "0o600", "0800", "rw-------"])("is refused with the permissions %j", (permissions) => {
    expect(upload({ permissions })).toEqual([
      `the upload /etc/lab/token has the permissions ${permissions}, which are not 0 and three octal digits`,
    ]);
  });

  it("is not twice in one place", () => {
    const twice = ["/etc/a", "/etc/./a", "/etc/b"].map((file) => ({ file, content: "text" }));
    expect(of({ uploads: twice })).toEqual(["two uploads are /etc/a"]);
  });

  it("is not where a tmpfs hides it once the container starts", () => {
    const hidden = (file: string, folder: string) =>
      `the upload ${file} is hidden once the container starts, by the tmpfs at ${folder}`;
    const tmpfs = (folder: string) => ({ tmpfs: { [folder]: "" } });
    expect(upload({}, tmpfs("/etc"))).toEqual([hidden("/etc/lab/token", "/etc")]);
    expect(upload({}, tmpfs("/etc/"))).toEqual([hidden("/etc/lab/token", "/etc/")]);
    expect(upload({ file: "/run/../etc/token" }, tmpfs("/etc"))).toEqual([hidden("/etc/token", "/etc")]);
    expect(upload({}, { mounts: [{ type: "tmpfs", target: "/etc/lab" }] })).toEqual([
      hidden("/etc/lab/token", "/etc/lab"),
    ]);
    expect(upload({}, tmpfs("/etc/la"))).toEqual([]);
    expect(upload({}, tmpfs("/run"))).toEqual([]);
    expect(upload({}, { mounts: [{ type: "volume", target: "/etc/lab", source: "data" }] })).toEqual([]);
  });
});
