import type { KubernetesObject } from "@kubernetes/client-node";
import { nameOf } from "../local/kube";
import { appSpread, waitForRollout } from "./app";
import type { TestCluster } from "./cluster";
import { report, secondsSince } from "./report";

/** Three students, whose spaces later groups use. */
export const students = ["kim", "lee", "김민수"];
export const withStudents = { students: JSON.stringify(students) };

/** 1: the cluster accepts every object without a warning, and a second apply changes nothing. */
export function objectTests(cluster: () => TestCluster): void {
  it("accepts every object without a warning", async () => {
    const { kube } = cluster();
    const { objects } = await cluster().rehearse(withStudents);
    const begun = performance.now();
    for (const object of objects) {
      const applied = await kube.apply(object);
      expect([applied.kind, nameOf(applied)]).toEqual([object["kind"], object["metadata"].name]);
    }
    await waitForRollout(cluster());
    report(
      `1. ${objects.length} objects accepted and the app ready in ${secondsSince(begun)}, ${kube.warnings.length} warnings`,
    );
    expect(kube.warnings).toEqual([]);
    expect(objects.length).toBe(12 + 15 + 10 * students.length);
    expect(Object.keys(await appSpread(cluster()))).toHaveLength(4);
  });

  it("changes nothing when the same objects are applied again", async () => {
    const { kube } = cluster();
    const { objects } = await cluster().rehearse(withStudents);
    const changed: string[] = [];
    for (const object of objects as KubernetesObject[]) {
      const before = comparable(await kube.read(object));
      const after = comparable(await kube.apply(object));
      if (after !== before) changed.push(`${object.kind} ${nameOf(object)}`);
    }
    report(`1. applied again: ${changed.length} of ${objects.length} objects changed`);
    expect(changed).toEqual([]);
    expect(kube.warnings).toEqual([]);
  });
}

/** An object as text, without the metadata that changes at every write. */
function comparable({ metadata, ...object }: KubernetesObject): string {
  const { managedFields: _fields, resourceVersion: _version, ...others } = metadata ?? {};
  return JSON.stringify({ metadata: others, ...object });
}
