import { volumeModels } from "../../../simulator/docker/volume";
import type { Inputs } from "../../../simulator/model";
import { answerOf, refusals } from "../helpers";

const type = "docker:index/volume:Volume";
const of = (inputs: Inputs) => refusals(volumeModels, type, inputs);
const badName = (name: string) =>
  `Docker does not accept this name: ${JSON.stringify(name)} does not match /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/`;

describe("a volume", () => {
  it("is known by its name, and is a folder of Docker's own", () => {
    expect(answerOf(volumeModels, type, { name: "lab-data" })).toEqual({
      id: "lab-data",
      outputs: { name: "lab-data", mountpoint: "/var/lib/docker/volumes/lab-data/_data" },
    });
  });

  it.each(["lab", "l1", "Lab_data.1-2"])("may be called %s", (name) => {
    expect(of({ name })).toEqual([]);
  });

  it.each(["", "a", "-lab", ".lab", "/srv/data", "lab data", "lab:ro"])("is not called %j", (name) => {
    expect(of({ name })).toEqual([badName(name)]);
  });
});
