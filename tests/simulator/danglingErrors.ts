import * as resources from "@pulumi/azure-native/resources";
import type * as pulumi from "@pulumi/pulumi";
import { simulate } from "../../simulator";

/*
 * Run by simulate.test.ts in a process of its own, as `npm start` is one: inside a test, jest takes every error that
 * nobody waits for before the simulator can see it. Prints what became of each program, and of an empty one after it.
 */

function fail(): never {
  throw new Error("the program's own fault");
}

const aGroup = (name: string, location: pulumi.Input<string> = "koreacentral") =>
  new resources.ResourceGroup(name, { location });

const programs: Record<string, () => unknown> = {
  "at once": fail,
  "after a promise": () => Promise.resolve().then(fail),
  "in a promise that nobody waits for": () => void Promise.resolve().then(fail),
  "in an apply that nobody uses": () => void aGroup("lab").name.apply(fail),
  "in an output": () => ({ out: aGroup("lab").name.apply(fail) }),
  "in an input": () => void aGroup("two", aGroup("lab").name.apply(fail)),
  "at once, and then in an apply": () => {
    aGroup("lab").name.apply(() => {
      throw new Error("one more fault");
    });
    fail();
  },
  "over what was refused": () => {
    aGroup("lab");
    return { out: aGroup("lab").name.apply(fail) };
  },
};

async function outcome(program: () => unknown): Promise<string> {
  try {
    await simulate(program, { project: "lab", stack: "test" });
    return "it ran to its end";
  } catch (error) {
    return (error as Error).message;
  }
}

async function main(): Promise<void> {
  const outcomes: Record<string, string[]> = {};
  for (const [when, program] of Object.entries(programs)) {
    outcomes[when] = [await outcome(program), await outcome(() => ({}))];
  }
  console.log(JSON.stringify(outcomes));
}

void main();
