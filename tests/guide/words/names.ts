import { readFileSync } from "node:fs";
import path from "node:path";
import { configKeys } from "../../../config/keys";
import { loadCourse } from "../../../cli/exercises/load";
import { portsOf } from "../../../cli/exercises/load";
import type { Page, Piece } from "../page";
import type { Fault } from "./index";
import { root } from "./program";

const hostFiles = ["compose.yaml", "start"]
  .map((name) => readFileSync(path.join(root, "host", name), "utf8"))
  .join("\n");

/** Ports of the lab on this machine: those of its keys, of the Compose file and of the exercises. */
const labPorts: readonly number[] = [
  ...[configKeys.registryPort, configKeys.apiPort, configKeys.appPort].map((key) => key.default),
  ...[...hostFiles.matchAll(/PORT:-(\d+)/g)].map(([, port]) => Number(port)),
  ...portsOf(loadCourse(root)),
];

/** Addresses on this machine at which nothing of the lab answers, and to which no command of the page opens a port. */
export function portFaults(page: Page): Fault[] {
  const pieces = codeOf(page);
  const all = pieces.map(({ text }) => text).join("\n");
  const opened = [
    ...[...all.matchAll(/(?:--publish|-p)[ =](?:[\d.]+:)?(\d+):\d+/g)].map(([, port]) => Number(port)),
    ...[...all.matchAll(/port-forward \S+ (\d+):\d+/g)].map(([, port]) => Number(port)),
    ...[...all.matchAll(/--port[ =](\d+)/g)].map(([, port]) => Number(port)),
    ...[...all.matchAll(/[A-Z]+_PORT=(\d+)/g)].map(([, port]) => Number(port)),
  ];
  return [...pieces, ...page.links].flatMap(({ text, line }) =>
    [...text.matchAll(/(?:127\.0\.0\.1|localhost)(?::(\d+))?(?=[/\s`"']|$)/g)]
      .map(([, port]) => Number(port ?? 80))
      .filter((port) => /https?:|:\d/.test(text) && ![...labPorts, ...opened].includes(port))
      .map((port) => ({ place: `${page.path}:${line}`, problem: `nothing of the lab answers on port ${port}` })),
  );
}

/** Public images of another version than the lab has. */
export function imageFaults(page: Page): Fault[] {
  return codeOf(page).flatMap(({ text, line }) =>
    [...text.matchAll(/\b(nginx|wordpress|mariadb):([\w.-]*\w)/g)]
      .filter(([image]) => !hostFiles.includes(image))
      .map(([image]) => ({ place: `${page.path}:${line}`, problem: `${image}: host/ has another version` })),
  );
}

function codeOf({ blocks, codes }: Page): Piece[] {
  return [...blocks.filter(({ kind }) => kind !== "mermaid"), ...codes];
}
