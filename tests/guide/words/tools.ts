import { azCommands } from "./az";

/** Commands of tools that are not ours, as far as a container course needs them. Their options are held against their own help. */
const subcommands: Readonly<Record<string, readonly string[]>> = {
  docker: [
    ...["attach", "build", "commit", "cp", "create", "diff", "exec", "export", "history", "images", "import", "info"],
    ...[
      "inspect",
      "kill",
      "load",
      "login",
      "logout",
      "logs",
      "pause",
      "port",
      "ps",
      "pull",
      "push",
      "rename",
      "restart",
    ],
    ...[
      "rm",
      "rmi",
      "run",
      "save",
      "search",
      "start",
      "stats",
      "stop",
      "tag",
      "top",
      "unpause",
      "update",
      "version",
      "wait",
    ],
    ...[
      "compose config",
      "compose down",
      "compose exec",
      "compose images",
      "compose kill",
      "compose logs",
      "compose ls",
    ],
    ...["compose ps", "compose pull", "compose restart", "compose rm", "compose run", "compose start", "compose stop"],
    ...["compose top", "compose up", "compose version", "context ls", "context show", "context use"],
    ...["container ls", "container prune", "container rm", "image inspect", "image ls", "image prune", "image rm"],
    ...["network create", "network inspect", "network ls", "network prune", "network rm", "system df", "system prune"],
    ...["volume create", "volume inspect", "volume ls", "volume prune", "volume rm"],
  ],
  kubectl: [
    ...["annotate", "api-resources", "apply", "attach", "cluster-info", "cordon", "cp", "create", "delete", "describe"],
    ...["diff", "drain", "edit", "events", "exec", "explain", "expose", "get", "label", "logs", "options", "patch"],
    ...["port-forward", "replace", "run", "scale", "taint", "top", "uncordon", "version", "wait"],
    ...[
      "auth can-i",
      "auth whoami",
      "config current-context",
      "config get-contexts",
      "config use-context",
      "config view",
    ],
    ...["create configmap", "create deployment", "create job", "create secret generic", "create service"],
    ...["rollout history", "rollout pause", "rollout restart", "rollout resume", "rollout status", "rollout undo"],
    ...["set env", "set image", "set resources"],
  ],
  az: azCommands,
};

/** Options before the command that take a value. */
const leadingValues = ["--namespace", "-n", "--kubeconfig", "--context", "--host", "-H", "--config", "--file", "-f"];

/** A command of such a tool, such as `docker compose up`, and the options given to it. */
export interface ToolCommand {
  readonly tool: string;
  readonly name: readonly string[];
  /** All words after the tool's name. */
  readonly words: readonly string[];
}

/** @returns the command, or what is wrong with it; `undefined` for a program that is none of these tools */
export function toolCommand([program = "", ...words]: readonly string[]): ToolCommand | string | undefined {
  const tool = program.replace(/\.(exe|cmd)$/, "");
  const known = subcommands[tool];
  if (known === undefined) return undefined;
  const plain = words.filter((word, index) => !word.startsWith("-") && !leadingValues.includes(words[index - 1] ?? ""));
  const name = [3, 2, 1].map((length) => plain.slice(0, length).join(" ")).find((one) => known.includes(one));
  if (name !== undefined) return { tool, name: name.split(" "), words };
  const isGroup = plain.length === 1 && known.some((one) => one.startsWith(`${plain[0]} `));
  if (isGroup) return { tool, name: plain, words };
  if (words.length === 1 && ["--version", "--help"].includes(words[0]!)) return { tool, name: [], words };
  return `${tool} ${plain.slice(0, 2).join(" ")}: no such command in tests/guide/words/tools.ts`;
}

/** The options among a command's words: those before the program that runs in a container are the tool's, those after it are not. */
export function optionsOf({ tool, name, words }: ToolCommand): string[] {
  const end = words.indexOf("--");
  const own = end < 0 ? words : words.slice(0, end);
  const takesProgram = tool === "docker" && /^(run|exec|compose (run|exec))$/.test(name.join(" "));
  const last = takesProgram ? endOfOwnOptions(own, name.at(-1)!) : own.length;
  return own.slice(0, last).filter((word) => /^--?[a-zA-Z]/.test(word));
}

/** Where the image or container stands, after which all words are the program's. */
function endOfOwnOptions(words: readonly string[], command: string): number {
  const begin = words.indexOf(command) + 1;
  for (let index = begin; index < words.length; index += 1) {
    if (!words[index]!.startsWith("-")) return index;
    const isFlag = words[index]!.includes("=") || flags.includes(words[index]!);
    if (!isFlag) index += 1;
  }
  return words.length;
}

/** Options of `run` and `exec` without a value. */
const flags = [
  ...["--detach", "-d", "--interactive", "-i", "--tty", "-t", "-it", "--rm", "--read-only", "--init", "--privileged"],
  ...["--quiet", "-q", "--no-deps", "-T", "-P", "--publish-all"],
];
