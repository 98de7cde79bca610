import { models } from "../../../simulator/catalog";
import type { Inputs } from "../../../simulator/model";
import { answerOf, refusals } from "../helpers";

const ofType = (type: string) => (inputs: Inputs) => refusals(models, type, inputs);

describe("the name of an object", () => {
  const bad = (inputs: Inputs, type: string) =>
    ofType(type)(inputs).filter((message) => message.startsWith("Kubernetes does not accept this name: "));
  const named = (type: string) => (name: string) => bad({ metadata: { name } }, type);
  const space = named("kubernetes:core/v1:Namespace");
  const app = named("kubernetes:apps/v1:Deployment");

  it.each(["a", "lab-1", "x".repeat(63)])("may be %j everywhere", (name) => {
    expect([space(name), app(name)]).toEqual([[], []]);
  });

  it.each(["Lab", "lab_1", "-lab", "lab-", ".lab", "lab.", "", "l b", "x".repeat(254)])(
    "is refused everywhere as %j",
    (name) => {
      for (const faults of [space(name), app(name)]) {
        expect(faults).toHaveLength(1);
        expect(
          faults[0]!.startsWith(`Kubernetes does not accept this name: ${JSON.stringify(name)} does not match /`),
        ).toBe(true);
      }
    },
  );

  it.each(["lab.one", "x".repeat(64)])("may be %j only where it is not part of a host name", (name) => {
    expect(app(name)).toEqual([]);
    expect(space(name)).toHaveLength(1);
  });

  it.each(["a..b", "a-.b"])("is refused with an empty or ragged part: %j", (name) => {
    expect(app(name)).toHaveLength(1);
  });

  it("is generated if none is given, and follows the namespace in the id", () => {
    const idOf = (metadata: Inputs) => answerOf(models, "kubernetes:core/v1:Service", { metadata, spec: {} }).id;
    expect(idOf({ namespace: "lab" })).toBe("lab/it-0a1b2c3d");
    expect(idOf({ namespace: "lab", name: "app" })).toBe("lab/app");
    expect(idOf({ name: "app" })).toBe("app");
  });
});

describe("the labels of an object", () => {
  const of = (labels: Inputs) => ofType("kubernetes:core/v1:Namespace")({ metadata: { name: "lab", labels } });

  it.each(["", "a", "A.b_c-1", "x".repeat(63)])("may have the value %j", (value) => {
    expect(of({ "app.kubernetes.io/name": value })).toEqual([]);
  });

  it.each(["-a", "a-", "two words", "a/b", "a@b", "x".repeat(64)])("may not have the value %j", (value) => {
    expect(of({ owner: value })).toEqual([
      `the label owner has the value ${JSON.stringify(value)}, which Kubernetes does not accept`,
    ]);
  });

  it.each(["two words", "-a", "a/b/c", "x".repeat(64)])("may not have the key %j", (key) => {
    expect(of({ [key]: "value" })).toHaveLength(1);
  });
});
