import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWhere, onLinux } from "../platform";
import { copyTracked } from "../tracked";

const registry = "lab1a2b3c4d.azurecr.io";
const image = `${registry}/app@sha256:1`;
const identityToken = "identity-token-that-no-argument-may-hold";
const refreshToken = "refresh-token-that-no-argument-may-hold";

/** Each stub appends its arguments to the file `calls`, one line for each call. Tests write its answers into files. */
const stubs = {
  curl: `echo "curl $*" >>calls
for last; do :; done
case $last in
  */instance/compute/userData*) cat user-data ;;
  */identity/oauth2/token*) cat identity-token ;;
  */oauth2/exchange) for word; do case $word in access_token@*) cat "\${word#access_token@}" >exchanged ;; esac; done; cat refresh-token ;;
esac`,
  docker: `echo "docker $*" >>calls
case "$1 $2" in
  "inspect --format") cat running ;;
  "start web") [ -e web-runs ] ;;
  "login --username") cat >password ;;
  "pull --quiet") [ ! -e pull-fails ] ;;
  "volume inspect") [ -e has-volume ] ;;
  "compose up") echo "hash $WORDPRESS_PASSWORD_HASH address $WORDPRESS_ADDRESS" >>calls ;;
esac`,
  jq: `[ "$1" = --version ] && exit
for last; do :; done
case $last in
  .port) exec sed -n 's/.*"port":\\([0-9]*\\).*/\\1/p' ;;
  *to_entries*) exec node -p 'Object.entries(JSON.parse(fs.readFileSync(0)).env).map(([key, value]) => "--env=" + key + "=" + value).join("\\n")' ;;
esac
sed -n "s/.*\\"\${last#.}\\":\\"\\([^\\"]*\\)\\".*/\\1/p" | grep .`,
  "apt-get": `echo "apt-get $*" >>calls`,
  dpkg: `echo "dpkg $*" >>calls`,
  iptables: `echo "iptables $*" >>calls
[ "$3" = --check ] && [ ! -e guarded ] && exit 1
exit 0`,
  systemctl: `echo "systemctl $*" >>calls`,
};

describeWhere(onLinux, "the scripts are for Ubuntu, its bash and GNU tools", "the scripts of the Docker host", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "host-"));
    mkdirSync(join(folder, "bin"));
    for (const [name, body] of Object.entries(stubs)) {
      writeFileSync(join(folder, "bin", name), `#!/bin/sh\ncd "$PLACE"\n${body}\n`);
      chmodSync(join(folder, "bin", name), 0o755);
    }
    copyTracked("host", join(folder, "host"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function script(name: string) {
    const { status, stdout, stderr } = spawnSync(join(folder, "host", name), {
      encoding: "utf8",
      env: { PATH: `${join(folder, "bin")}:${process.env["PATH"]}`, PLACE: folder, TMPDIR: folder },
    });
    return { status, output: stdout + stderr };
  }

  function write(files: Record<string, string>) {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  }

  function calls(): string[] {
    return existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").trim().split("\n") : [];
  }

  function read(name: string): string {
    return readFileSync(join(folder, name), "utf8");
  }

  interface Desired {
    image?: string;
    registry?: string;
    port?: number;
    env?: Record<string, string>;
    wordpressPasswordHash?: string;
  }

  function setDesired(desired: Desired) {
    const app = { port: 3000, env: { GREETING: "good day" } };
    write({
      "user-data": Buffer.from(JSON.stringify({ ...app, ...desired })).toString("base64"),
      "identity-token": JSON.stringify({ access_token: identityToken }),
      "refresh-token": JSON.stringify({ refresh_token: refreshToken }),
      running: "",
    });
  }

  /** Of the app in `setDesired`, as run-app writes them down. */
  const settings = "3000 --env=GREETING=good day";

  const dockerCalls = () => calls().filter((call) => /^docker (login|pull|rm|run|image)/.test(call));

  describe("run-app", () => {
    it("logs in with the machine's identity and runs the hardened image on port 8081, with its port and environment", () => {
      setDesired({ image, registry });
      expect(script("run-app").status).toBe(0);
      expect(dockerCalls()).toEqual([
        `docker login --username 00000000-0000-0000-0000-000000000000 --password-stdin ${registry}`,
        `docker pull --quiet ${image}`,
        "docker rm --force lab-app",
        "docker run --detach --name lab-app --label settings=3000 --env=GREETING=good day --publish 8081:3000 --restart=always " +
          "--read-only --cap-drop=ALL --security-opt=no-new-privileges --memory=256m --env PORT=3000 " +
          `--env=GREETING=good day ${image}`,
        "docker image prune --all --force --filter until=24h",
      ]);
      expect(read("exchanged")).toBe(identityToken);
      expect(read("password").trim()).toBe(refreshToken);
    });

    it("passes no token as an argument, prints none and leaves none behind", () => {
      setDesired({ image, registry });
      const { output } = script("run-app");
      expect(`${calls().join("\n")}${output}`).not.toMatch(/that-no-argument-may-hold/);
      expect(existsSync(join(folder, "exchanged"))).toBe(true);
      expect(spawnSync("find", [folder, "-maxdepth", "1", "-name", "tmp.*"], { encoding: "utf8" }).stdout).toBe("");
    });

    it("does nothing if the desired image runs", () => {
      setDesired({ image, registry });
      write({ running: `${image} ${settings} true\n` });
      expect(script("run-app").status).toBe(0);
      expect(dockerCalls()).toEqual([]);
    });

    it("replaces a container with another image or other settings, and one that has stopped", () => {
      setDesired({ image, registry });
      write({ running: `${registry}/app@sha256:0 ${settings} true\n` });
      expect(script("run-app").status).toBe(0);
      expect(dockerCalls().slice(-3)).toEqual([
        "docker rm --force lab-app",
        expect.stringContaining(image),
        "docker image prune --all --force --filter until=24h",
      ]);
      for (const running of [`${image} ${settings} false\n`, `${image} 8080  true\n`]) {
        write({ calls: "", running });
        expect(script("run-app").status).toBe(0);
        expect(dockerCalls()).toContain("docker rm --force lab-app");
      }
    });

    it("keeps the running container and fails, so that systemd retries, if the new image cannot be pulled", () => {
      setDesired({ image, registry });
      write({ running: `${registry}/app@sha256:0 ${settings} true\n`, "pull-fails": "" });
      expect(script("run-app").status).not.toBe(0);
      expect(dockerCalls().at(-1)).toBe(`docker pull --quiet ${image}`);
    });

    it("does not log in for an image from another registry", () => {
      setDesired({ image: "ghcr.io/example/app:1.0.0", registry });
      expect(script("run-app").status).toBe(0);
      expect(dockerCalls()[0]).toBe("docker pull --quiet ghcr.io/example/app:1.0.0");
      expect(calls().filter((call) => call.includes("oauth2"))).toEqual([]);
    });

    it("fails without a change if the registry returns no token", () => {
      setDesired({ image, registry });
      write({ "refresh-token": JSON.stringify({ errors: [] }) });
      expect(script("run-app").status).not.toBe(0);
      expect(dockerCalls().filter((call) => !call.startsWith("docker login"))).toEqual([]);
    });
  });

  describe("passwords", () => {
    it("creates three different passwords in a file that only its owner can read", () => {
      expect(script("passwords").status).toBe(0);
      const lines = read("host/.env").trim().split("\n");
      expect(lines.map((line) => line.replace(/[0-9a-f]{48}$/, "…"))).toEqual([
        "DB_PASSWORD=…",
        "DB_ROOT_PASSWORD=…",
        "WORDPRESS_PASSWORD=…",
      ]);
      expect(new Set(lines.map((line) => line.split("=")[1])).size).toBe(3);
      expect((statSync(join(folder, "host/.env")).mode & 0o777).toString(8)).toBe("600");
    });

    it("keeps existing passwords, which the database was created with", () => {
      write({ "host/.env": "DB_PASSWORD=kept\nWORDPRESS_PASSWORD=kept\n", "has-volume": "" });
      expect(script("passwords")).toEqual({ status: 0, output: "" });
      expect(read("host/.env")).toBe("DB_PASSWORD=kept\nWORDPRESS_PASSWORD=kept\n");
    });

    it("adds the password of WordPress' administrator to a file without one", () => {
      write({ "host/.env": "DB_PASSWORD=kept\n" });
      expect(script("passwords").status).toBe(0);
      expect(read("host/.env")).toMatch(/^DB_PASSWORD=kept\nWORDPRESS_PASSWORD=[0-9a-f]{48}\n?$/);
    });

    it("warns of a database that has other passwords", () => {
      write({ "has-volume": "" });
      const { status, output } = script("passwords");
      expect(status).toBe(0);
      expect(output).toContain("docker compose down --volumes");
      expect(script("passwords").output).toBe("");
    });
  });

  describe("guard", () => {
    const rules = [
      "PREROUTING --destination 169.254.169.254 --jump DROP",
      "PREROUTING --destination 168.63.129.16 --protocol tcp ! --dport 53 --jump DROP",
    ];

    it("blocks containers from the metadata service and the WireServer, and leaves Azure's DNS open", () => {
      expect(script("guard").status).toBe(0);
      expect(calls()).toEqual(
        rules.flatMap((rule) => ["--check", "--insert"].map((verb) => `iptables --table raw ${verb} ${rule}`)),
      );
    });

    it("changes nothing that is already blocked", () => {
      write({ guarded: "" });
      expect(script("guard").status).toBe(0);
      expect(calls()).toEqual(rules.map((rule) => `iptables --table raw --check ${rule}`));
    });
  });

  describe("start", () => {
    const hash = "$2a$10$abcdefghijklmnopqrstuv";
    const userData =
      "curl --silent --show-error --fail --noproxy * --max-time 10 --header Metadata: true " +
      "http://169.254.169.254/metadata/instance/compute/userData?api-version=2021-01-01&format=text";
    const compose = ["docker compose up --detach", `hash ${hash} address 0.0.0.0`];

    beforeEach(() => setDesired({ wordpressPasswordHash: hash }));

    it("creates passwords, and runs nginx and the Compose app with the hash of the administrator's password", () => {
      expect(script("start").status).toBe(0);
      expect(calls()).toEqual([
        "docker info",
        "docker compose version",
        "docker start web",
        "docker rm --force web",
        "docker run --detach --name web --publish 80:80 --restart=always nginx:1.30.4-alpine3.24",
        userData,
        "docker volume inspect container-lab-wordpress_db",
        ...compose,
      ]);
      expect(existsSync(join(folder, "host/.env"))).toBe(true);
    });

    it("changes nothing that is already set up", () => {
      write({ "web-runs": "", "host/.env": "WORDPRESS_PASSWORD=kept\n" });
      expect(script("start").status).toBe(0);
      expect(calls()).toEqual(["docker info", "docker compose version", "docker start web", userData, ...compose]);
    });

    it("installs Docker Engine and the Compose plugin if one is missing, also after an interrupted install", () => {
      const withoutCompose = 'echo "docker $*" >>"$PLACE/calls"\n[ "$*" != "compose version" ]';
      writeFileSync(join(folder, "bin/docker"), `#!/bin/sh\n${withoutCompose}\n`);
      expect(script("start").status).toBe(0);
      expect(calls().slice(0, 7)).toEqual([
        "docker info",
        "docker compose version",
        "dpkg --configure -a",
        "apt-get update",
        "apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=300 docker.io docker-compose-v2 jq",
        "systemctl start docker.service",
        "docker info",
      ]);
    });

    it("fails, so that systemd retries, if Docker does not answer", () => {
      writeFileSync(join(folder, "bin/docker"), "#!/bin/sh\nexit 1\n");
      expect(script("start").status).not.toBe(0);
      expect(existsSync(join(folder, "host/.env"))).toBe(false);
    });

    it("opens no WordPress without the hash, and fails, so that systemd retries", () => {
      setDesired({ image });
      expect(script("start").status).not.toBe(0);
      expect(calls().filter((call) => call.includes("compose up"))).toEqual([]);
    });
  });
});
