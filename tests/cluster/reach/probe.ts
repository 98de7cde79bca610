import type { Kube } from "../../local/kube";
import { exec } from "../streams";
import type { Targets } from "./targets";

/** Runs in a pod: tries all targets at once, and prints whether each was reached. */
const script = `
const { connect } = require("net");
const { lookup } = require("dns").promises;
const reach = ({ host, port }) => new Promise((resolve) => {
  setTimeout(() => resolve(false), 3000);
  if (port === undefined) return lookup(host).then(() => resolve(true), () => resolve(false));
  const socket = connect(port, host);
  socket.on("connect", () => { socket.destroy(); resolve(true); });
  socket.on("error", () => resolve(false));
});
Promise.all(JSON.parse(process.argv[1]).map(reach)).then((all) => { console.log(JSON.stringify(all)); process.exit(); });
`;

/** By their names: which targets a pod reaches; `undefined` if one is not tried. */
export async function reachedFrom(
  kube: Kube,
  pod: { name: string; namespace: string },
  targets: Targets,
): Promise<Record<string, boolean | undefined>> {
  const names = Object.keys(targets).filter((name) => targets[name] !== undefined);
  const list = JSON.stringify(names.map((name) => targets[name]));
  const reached = JSON.parse(await exec(kube, pod, ["node", "-e", script, list])) as boolean[];
  return Object.fromEntries(names.map((name, index) => [name, reached[index]]));
}
