import { runCommand } from "../../../../cli/runCommand";
import { fakeContext, projectFolder } from "../../harness";
import { freePorts } from "../../../freePorts";
import { onWindows } from "../../../platform";
import { StandInEngine } from "./standInEngine";

const up = ["local", "up"];
const down = ["local", "down"];
/** More than a run has. */
const manySteps = 60;
/** Under Wine a case takes a second, so not every step is tried there. Each of the three steps of an object is among them. */
const stride = onWindows ? 5 : 1;

/** A lab of two nodes on the stand-in. No process has the id that is in its locks. */
async function newLab(config: Record<string, string | number>) {
  const { context: fake, printed } = fakeContext(projectFolder({ ...config, nodeCount: 2 }), {});
  const engine = await StandInEngine.for(fake);
  const context = { ...fake, pulumi: engine.pulumi, docker: engine.docker };
  const run = (args: readonly string[]) => runCommand(args, context);
  return { engine, printed, run };
}

describe("a run that was killed", () => {
  let config: Record<string, string | number>;

  beforeAll(async () => {
    const [registryPort, apiPort, appPort] = (await freePorts(3)) as [number, number, number];
    config = { registryPort, apiPort, appPort, networkCidr: "198.18.77.0/24" };
  });

  /** Kills a run after each of its steps, and looks what one run more makes of that. @returns the number of steps */
  async function killedEverywhere(killed: readonly string[], next: readonly string[]): Promise<number> {
    for (let steps = 0; steps < manySteps; steps += stride) {
      const { engine, printed, run } = await newLab(config);
      if (killed === down) await run(up);
      engine.killedAfter = steps;
      if ((await run(killed)) === 0) return steps;
      engine.killedAfter = Infinity;
      printed.stderr = "";
      const code = await run(next);
      expect({ steps, code, stderr: printed.stderr, made: engine.made }).toEqual({
        ...{ steps, code: 0, stderr: "" },
        made: next === up ? engine.whole : [],
      });
    }
    return manySteps;
  }

  // A network, four volumes and three containers have three steps each, and there is one more, after the lock.
  it.each([
    ["up", "up", up, up],
    ["up", "down", up, down],
    ["down", "up", down, up],
    ["down", "down", down, down],
  ])("in any of the moments of `local %s` is mended by one `local %s`", async (_killed, _next, killed, next) => {
    await expect(killedEverywhere(killed, next)).resolves.toBe(25);
  });

  it("leaves other folders' labs alone: the same names, without a trace of them in the state here", async () => {
    const { engine, run } = await newLab(config);
    const others = [
      { kind: "network", name: "petshop" } as const,
      { kind: "container", name: "petshop-server" } as const,
    ];
    for (const object of others) engine.onDocker.set(`${object.kind} ${object.name}`, object);
    expect([await run(up), await run(down)]).toEqual([1, 1]);
    expect(engine.made).toEqual(["container petshop-server", "network petshop"]);
  });
});
