import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { endsAtOnce } from "../../docker/engine";
import type { GuideEngine } from "./engine";
import { root } from "../words/program";

/** An image that takes the place of a public one, as far as the guide uses it. */
interface StandIn {
  /** Programs of this machine, with their libraries. Busybox is in every one. */
  readonly programs?: readonly string[];
  /** Text of files by their path. Those in a folder `bin` are scripts. */
  readonly files: Readonly<Record<string, string>>;
  /** Lines of a Dockerfile. */
  readonly settings: readonly string[];
}

const welcome = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
</body>
</html>
`;

/**
 * Serves a folder, and writes a line for each request in the form that nginx and Apache share. As in the official images, the port opens
 * a moment after the container runs: a page whose next command does not wait for that is wrong.
 */
function webServer(folder: string): string {
  return [
    "#!/bin/sh",
    "sleep 0.5",
    `httpd -f -vv -p 80 -h ${folder} 2>&1 | while read -r peer request; do`,
    '  case $request in url:*) echo "${peer%:*} - - [$(date +%d/%b/%Y:%T) +0000] \\"GET ${request#url:} HTTP/1.1\\" 200" ;; esac',
    "done",
    "",
  ].join("\n");
}

/** By the names of the official images; the versions are those of `host/`. */
const standIns: Readonly<Record<string, StandIn>> = {
  nginx: {
    files: {
      "usr/share/nginx/html/index.html": welcome,
      "etc/os-release": 'NAME="Alpine Linux"\nID=alpine\n',
      "usr/bin/nginx": webServer("/usr/share/nginx/html"),
    },
    settings: ["EXPOSE 80", 'CMD ["nginx", "-g", "daemon off;"]'],
  },
  mariadb: {
    files: {
      "usr/bin/healthcheck.sh": "#!/bin/sh\nexit 0\n",
      "usr/bin/mariadbd": "#!/bin/sh\nexec sleep 2147483647\n",
    },
    settings: ["EXPOSE 3306", "VOLUME /var/lib/mysql", 'CMD ["mariadbd"]'],
  },
  wordpress: {
    programs: ["getent"],
    files: {
      "usr/bin/docker-entrypoint.sh": "#!/bin/sh\nexit 0\n",
      "usr/bin/php":
        "#!/bin/sh\nset -e\necho '<title>Container lab</title>' >/var/www/html/index.html\necho \"WordPress is installed. Its administrator is lab.\"\n",
      "usr/bin/apache2-foreground": webServer("/var/www/html"),
      "var/www/html/index.php": "<?php\n",
    },
    settings: ["EXPOSE 80", "VOLUME /var/www/html", 'CMD ["apache2-foreground"]'],
  },
};

/** Pushes all stand-ins to the registry that the engine has in place of Docker Hub. */
export async function pushStandIns(engine: GuideEngine, server: string): Promise<void> {
  const versions = ["compose.yaml", "start"]
    .map((name) => readFileSync(path.join(root, "host", name), "utf8"))
    .join("\n");
  for (const [name, standIn] of Object.entries(standIns)) {
    const [, tag] = new RegExp(`\\b${name}:([\\w.-]*\\w)`).exec(versions)!;
    const image = `${server}/library/${name}:${tag}`;
    await build(engine, image, standIn);
    await engine.run("docker", "push", "--quiet", image);
  }
}

async function build(engine: GuideEngine, image: string, { programs = [], files, settings }: StandIn): Promise<void> {
  const folder = mkdtempSync(path.join(engine.folder, "stand-in-"));
  const tree = path.join(folder, "root");
  mkdirSync(path.join(tree, "bin"), { recursive: true });
  mkdirSync(path.join(tree, "tmp"), { mode: 0o1777 });
  addBusybox(tree);
  for (const program of programs) addProgram(tree, program);
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(tree, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    if (file.includes("bin/")) chmodSync(target, 0o755);
  }
  const dockerfile = ["FROM scratch", "COPY root /", endsAtOnce, ...settings, ""].join("\n");
  writeFileSync(path.join(folder, "Dockerfile"), dockerfile);
  await engine.run("docker", "build", "--quiet", "--tag", image, folder);
  rmSync(folder, { recursive: true });
}

/** Busybox under the name of each of its programs, as in images that are built on Alpine. */
function addBusybox(tree: string): void {
  addProgram(tree, "busybox");
  const names = spawnSync("busybox", ["--list"], { encoding: "utf8" }).stdout.trim().split("\n");
  for (const name of names) symlinkSync("/usr/bin/busybox", path.join(tree, "bin", name));
}

function addProgram(tree: string, name: string): void {
  const program = realpathSync(spawnSync("which", [name], { encoding: "utf8" }).stdout.trim());
  const libraries = spawnSync("ldd", [program], { encoding: "utf8" }).stdout.match(/\/\S+/g) ?? [];
  for (const [from, to] of [[program, `/usr/bin/${name}`], ...libraries.map((library) => [library, library])]) {
    const target = path.join(tree, to!);
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(realpathSync(from!), target);
  }
}
