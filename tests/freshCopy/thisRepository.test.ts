import { describeWhere } from "../platform";
import { blocksOf } from "./blocks";
import { FreshCopy, isFollowed } from "./copy";

const [component, test, ...others] = blocksOf("en/09-this-repository").filter(({ kind }) => kind === "diff");

/** Chapter 9: what a reader changes, and what the chapter says comes of it. Its reader runs this test, too, with the change made. */
const name = "the change of a component in the guide's chapter 9";
describeWhere(!isFollowed(component!), "this copy of the project has the change of chapter 9", name, () => {
  const copy = new FreshCopy();
  const workloadTest = "tests/components/kubernetes/workload.test.ts";

  afterAll(() => copy.remove());

  it("has two changes, of the component and of its test", () => {
    expect([component?.text, test?.text].map((text) => /^\+\+\+ b\/(.+)$/m.exec(text ?? "")?.[1])).toEqual([
      "components/kubernetes/workload/pod.ts",
      workloadTest,
    ]);
    expect(others).toEqual([]);
  });

  it("is seen in the rehearsal", async () => {
    copy.follow(component!);
    const { resources } = await copy.plan();
    const { spec } = resources.find(({ name }) => name === "workload-deployment")!.inputs;
    expect(spec.template.spec.tolerations.map((one: Record<string, unknown>) => one["tolerationSeconds"])).toEqual([
      30, 30,
    ]);
  });

  it("fails the component's test, and no other of its file, until the test is changed, too", async () => {
    const { code, output } = await copy.jest(workloadTest);
    expect(output).toContain("● Workload › leaves a lost node after 5 seconds");
    expect(output.match(/^ {2}● /gm)).toHaveLength(1);
    expect(code).toBe(1);
    copy.follow(test!);
    const after = await copy.jest(workloadTest);
    expect([after.code, after.output]).toEqual([0, expect.stringContaining("1 passed, 1 total")]);
  });
});
