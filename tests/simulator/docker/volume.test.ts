import { volumeModels } from "../../../simulator/docker/volume";
import type { Inputs } from "../../../simulator/model";
import { answerOf, refusals } from "../helpers";

const type = "docker:index/volume:Volume";
const of = (inputs: Inputs) => refusals(volumeModels, type, inputs);
const badName = (name: string) =>
  `Docker does not accept this name: ${JSON.stringify(name)} does not match /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/`;

describe("a volume", () => {
  it("has its name for an id, and a folder of Docker", () => {
    expect(answerOf(volumeModels, type, { name: "lab-data" })).toEqual({
      id: "lab-data",
      outputs: { name: "lab-data", mountpoint: "/var/lib/docker/volumes/lab-data/_data" },
    });
  });

  it.each(["lab", "l1", "Lab_data.1-2"])("may have the name %s", (name) => {
    expect(of({ name })).toEqual([]);
  });

  it.each(["", "a", "-lab", ".lab", "/srv/data", "lab data", "lab:ro"])("is refused under the name %j", (name) => {
    expect(of({ name })).toEqual([badName(name)]);
  });
});
