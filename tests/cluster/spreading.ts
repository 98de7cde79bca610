import { underLoad } from "../load/load";
import { appSpread, applyDeployment, restart, waitForRollout } from "./app";
import type { TestCluster } from "./cluster";
import { expectNoneFailed, report, secondsSince } from "./report";

/** 2: pods are spread evenly over the nodes. */
export function spreadTests(cluster: () => TestCluster): void {
  const each = (count: number) => Object.fromEntries(cluster().nodes.map((node) => [node, count] as const));

  const skew = async () => {
    const counts = Object.values({ ...each(0), ...(await appSpread(cluster())) });
    return Math.max(...counts) - Math.min(...counts);
  };

  it("has one pod on each node, also right after a rolling update, during which no request fails", async () => {
    expect(await appSpread(cluster())).toEqual(each(1));
    const { result: seconds, outcome } = await underLoad(await cluster().url(), async () => {
      const begun = performance.now();
      await restart(cluster());
      await waitForRollout(cluster());
      return secondsSince(begun);
    });
    report(`2. rolling update of 4 pods in ${seconds}`);
    expect(await appSpread(cluster())).toEqual(each(1));
    expectNoneFailed("2.", outcome);
  });

  it("has two pods on each node with eight replicas", async () => {
    await applyDeployment(cluster(), { replicas: "8" });
    await waitForRollout(cluster());
    expect(await appSpread(cluster())).toEqual(each(2));
  });

  it("has one pod on each node after it is scaled down to four replicas and restarted", async () => {
    await applyDeployment(cluster(), { replicas: "4" });
    await waitForRollout(cluster());
    report(`2. skew right after scaling from 8 down to 4: ${await skew()}`);
    await restart(cluster());
    await waitForRollout(cluster());
    expect(await appSpread(cluster())).toEqual(each(1));
  });

  it("has a skew of 1 with three replicas, and of 0 with four again", async () => {
    const skews: number[] = [];
    for (const replicas of ["3", "4"]) {
      await applyDeployment(cluster(), { replicas });
      await waitForRollout(cluster());
      skews.push(await skew());
    }
    report(`2. skew with 3 replicas ${skews[0]}, with 4 again ${skews[1]}`);
    expect(skews).toEqual([1, 0]);
  });
}
