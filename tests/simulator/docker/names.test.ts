import { models } from "../../../simulator/catalog";
import type { Inputs } from "../../../simulator/model";
import { answerOf, record } from "../helpers";

const types = {
  container: "docker:index/container:Container",
  network: "docker:index/network:Network",
  volume: "docker:index/volume:Volume",
};
const answerFor = (type: string, inputs: Inputs) => answerOf(models, type, inputs);

describe("a thing on Docker", () => {
  it.each(Object.values(types))("has its given name, or else a generated one: %s", (type) => {
    expect(answerFor(type, { name: "lab" }).outputs["name"]).toBe("lab");
    expect(answerFor(type, {}).outputs["name"]).toBe("it-0a1b2c3");
  });

  it.each([types.container, types.network])("has a unique id of 64 hex digits: %s", (type) => {
    const [one, other] = ["one", "other"].map((name) => record(models, type, name, { image: "nginx:1" }).id);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(other).not.toBe(one);
    expect(record(models, type, "one", { image: "nginx:1" }).id).toBe(one);
  });
});
