import { inventoryOf } from "../../../cli/inventory";
import { program } from "../../../program";
import { memoize, run } from "../../lab";

const billed = memoize(async (config: Record<string, string>) => {
  const { resources } = await run(program, config);
  return inventoryOf(resources).billed.map(({ name, count, meter, stops, upTo }) => [
    `${count} ${name}`,
    Object.values(meter).join(" "),
    stops,
    upTo,
  ]);
});

describe("what is billed", () => {
  it("is every machine and disk, the cluster's load balancer, the addresses and the registry, and only machines stop", async () => {
    expect(await billed({})).toEqual([
      ["4 node, Standard_D2s_v5", "machine Standard_D2s_v5 2 false", true, undefined],
      ["4 disk of a node", "disk Premium_LRS 64", false, undefined],
      ["1 Docker host, Standard_B2als_v2", "machine Standard_B2als_v2 0 false", true, undefined],
      ["1 disk of the Docker host", "disk StandardSSD_LRS 32", false, undefined],
      ["1 load balancer of the cluster", "loadBalancer", false, undefined],
      ["3 public address", "address", false, undefined],
      ["1 registry", "registry Basic", false, undefined],
    ]);
  });

  it("may be more with autoscaling and students, who may have load balancers and volumes", async () => {
    const students = JSON.stringify(Array.from({ length: 6 }, (_, index) => `s${index}`));
    const config = { students, maxNodeCount: "6", windows: "true", dockerHost: "false" };
    expect((await billed(config)).filter(([, , , upTo]) => upTo !== undefined)).toEqual([
      ["2 further node", "machine Standard_D2s_v5 2 false", true, "autoscaling"],
      ["2 further disk of a node", "disk Premium_LRS 64", false, "autoscaling"],
      ["6 address of a student's load balancer", "address", false, "students"],
      // The app and IIS have two of the five rules that the load balancer's price includes.
      ["3 rule of a student's load balancer", "rule", false, "students"],
      ["6 volume of a student", "disk StandardSSD_LRS 5", false, "students"],
    ]);
    expect((await billed(config)).slice(4, 6)).toEqual([
      ["1 Windows node, Standard_D2s_v5", "machine Standard_D2s_v5 2 true", true, undefined],
      ["1 disk of a Windows node", "disk Premium_LRS ", false, undefined],
    ]);
  });

  it("is nothing of the local lab", async () => {
    expect(await billed({ target: "local", students: '["kim"]' })).toEqual([]);
  });
});
