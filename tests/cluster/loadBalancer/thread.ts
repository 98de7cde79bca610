/** The thread of a load balancer: its event loop runs nothing but visitors' connections and probes. */
import { get } from "node:http";
import { type AddressInfo, connect, createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import type { Settings } from ".";
import { loadBalancerProbe } from "../../../facts/azure/loadBalancer";
import { type Finding, Health } from "./health";

const { nodes, nodePort, probe } = workerData as Settings;

const backends = nodes.map((address) => ({ address, health: new Health() }));
let turn = 0;

/** Errors of a machine that is there and has nobody at the port. Other errors mean, as on Azure, that no answer comes. */
const refusals = ["ECONNREFUSED", "ECONNRESET"];

function ask(address: string): Promise<Finding> {
  return new Promise((resolve) => {
    const onError = ({ code }: NodeJS.ErrnoException) => refusals.includes(code ?? "") && resolve("refused");
    const request =
      probe.path === undefined
        ? connect(probe.port, address, () => resolve("well"))
        : get({ host: address, port: probe.port, path: probe.path, agent: false }, (response) => {
            response.resume();
            resolve(response.statusCode === 200 ? "well" : "refused");
          });
    request.on("error", onError);
    setTimeout(() => {
      request.destroy();
      resolve("silent");
    }, loadBalancerProbe.seconds * 1000);
  });
}

/** Azure sends to all nodes when all are out. */
function choose(): string {
  const up = backends.filter(({ health }) => health.isUp);
  const among = up.length > 0 ? up : backends;
  turn += 1;
  return among[turn % among.length]!.address;
}

const server = createServer((visitor) => {
  const node = connect(nodePort, choose());
  for (const [one, other] of [
    [visitor, node],
    [node, visitor],
  ] as const) {
    one.on("error", () => other.destroy());
    one.pipe(other);
  }
});

for (const { address, health } of backends) {
  const next = () => void ask(address).then((finding) => health.found(finding));
  next();
  setInterval(next, loadBalancerProbe.seconds * 1000);
}

server.listen(0, "127.0.0.1", () => parentPort!.postMessage((server.address() as AddressInfo).port));
