import type { Fix } from "../../config";
import { rehearsalFixes } from "../../config/rehearsalFixes";

const stack = { project: "petshop", stack: "dev", overrides: [], writtenKeys: [] };
const nodes: Fix = { action: "set", key: "nodeCount", value: "5", type: "integer" };
const pulumi = "npm run pulumi -- config set nodeCount 5 --stack dev";

describe("rehearsalFixes", () => {
  it("names file, key and value first, and then Pulumi's command, which needs a login and a stack", () => {
    expect(rehearsalFixes([nodes], stack)(nodes)).toBe(`in Pulumi.dev.yaml, write nodeCount: 5; or run\n${pulumi}`);
  });

  it("names the key as the file has it", () => {
    const written = { ...stack, overrides: ["replicas=3"], writtenKeys: ["petshop:nodeCount"] };
    expect(rehearsalFixes([nodes], written)(nodes)).toBe(
      `in Pulumi.dev.yaml, write petshop:nodeCount: 5; or run\n${pulumi}`,
    );
  });

  it("repeats the command line for what came from there, and adds to it what belongs to that", () => {
    const overrides = ["students=kim", "nodeCount=1"];
    expect(rehearsalFixes([nodes], { ...stack, overrides })(nodes)).toBe(
      "npm start -- --config students=kim --config nodeCount=5",
    );
    expect(rehearsalFixes([nodes], { ...stack, overrides: ["students=kim"] })(nodes)).toBe(
      "npm start -- --config students=kim --config nodeCount=5",
    );
  });

  it("names an edit once where Pulumi has no command for it", () => {
    const rename: Fix = { action: "rename", key: "student", to: "students", value: "[]", type: "array" };
    expect(rehearsalFixes([rename], stack)(rename)).toBe("in Pulumi.dev.yaml, rename student to students");
  });
});
