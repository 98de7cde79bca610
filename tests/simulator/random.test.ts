import { randomModels } from "../../simulator/random";
import { answerOf, secretValue, refusals } from "./helpers";

describe("a random id", () => {
  const type = "random:index/randomId:RandomId";

  it("has eight hex digits, the same at each run", () => {
    expect(answerOf(randomModels, type, { byteLength: 4 })).toEqual({ id: "0a1b2c3d", outputs: { hex: "0a1b2c3d" } });
  });

  it("follows its prefix", () => {
    expect(answerOf(randomModels, type, { byteLength: 4, prefix: "lab-" }).outputs["hex"]).toBe("lab-0a1b2c3d");
  });

  it("has four bytes", () => {
    expect(refusals(randomModels, type, { byteLength: 4 })).toEqual([]);
    expect(refusals(randomModels, type, { byteLength: 8 })).toEqual(["the simulator generates ids of 4 bytes only"]);
  });
});

describe("a random password", () => {
  it("is a secret, the same at each run", async () => {
    const { result } = answerOf(randomModels, "random:index/randomPassword:RandomPassword", { length: 24 }).outputs;
    expect(await secretValue(result)).toBe("Simulated-0a1b2c3d");
  });
});
