import { emptySpace } from "../../../cli/kubernetes/emptySpace";
import { studentKinds } from "../../../cli/kubernetes/studentKinds";
import { studentRules } from "../../../components/kubernetes/students/role";
import { FakeCluster } from "./fakeCluster";

const pods = "/api/v1/namespaces/student-kim/pods";
const foreign = ["example.com/never"];
const forgotten = (cluster: FakeCluster) => cluster.changes.filter((change) => !change.includes("/student-kim/"));

/** Empties kim's space with a clock of its own. @returns the result, and how many seconds it took by that clock */
async function empty(cluster: FakeCluster, seconds = 60) {
  let time = 0;
  const clock = {
    now: () => time,
    pause: (ms: number) => {
      time += ms;
      return Promise.resolve();
    },
  };
  const result = await emptySpace(cluster, "student-kim", seconds, clock);
  return { ...result, seconds: time / 1000 };
}

describe("emptySpace", () => {
  it("knows every kind that a student can create", () => {
    const creatable = studentRules
      .filter(({ verbs }) => verbs.includes("create"))
      .flatMap(({ apiGroups, resources }) => apiGroups.flatMap((group) => resources.map((name) => `${name} ${group}`)))
      .filter((name) => !name.includes("/"));
    const known = studentKinds.map(({ api, resource }) => `${resource} ${/^apis\/(.*)\//.exec(api)?.[1] ?? ""}`);
    expect(creatable.filter((name) => !known.includes(name))).toEqual([]);
  });

  it("removes an object of every kind, and leaves the cluster's own ConfigMap and all other spaces as they are", async () => {
    const cluster = new FakeCluster(["kim", "lee"]);
    for (const { kind } of studentKinds) cluster.add("kim", `${kind} web`).add("lee", `${kind} web`);
    cluster.add("kim", "ConfigMap kube-root-ca.crt");
    expect(await empty(cluster)).toMatchObject({ removed: studentKinds.length, left: [] });
    expect(cluster.in("kim")).toEqual(["ConfigMap kube-root-ca.crt"]);
    expect(cluster.in("lee")).toHaveLength(studentKinds.length);
    expect(forgotten(cluster)).toEqual([]);
  });

  it("changes nothing in an empty space", async () => {
    const cluster = new FakeCluster(["kim"]);
    expect(await empty(cluster)).toEqual({ removed: 0, left: [], forced: [], seconds: 0 });
    expect(cluster.changes).toEqual([]);
  });

  it.each(studentKinds.map(({ kind }) => kind))("removes a %s with a finalizer that nobody takes off", async (kind) => {
    const cluster = new FakeCluster(["kim"]).add("kim", `${kind} web`, {
      finalizers: [...foreign, "foregroundDeletion"],
    });
    const { removed, left, seconds } = await empty(cluster);
    expect({ removed, left }).toEqual({ removed: 1, left: [] });
    expect(seconds).toBeLessThan(1);
  });

  it.each([
    ["PersistentVolumeClaim", "kubernetes.io/pvc-protection"],
    ["Pod", "batch.kubernetes.io/job-tracking"],
    ["Service", "service.kubernetes.io/load-balancer-cleanup"],
  ])("gives the controller of a %s time to take its own finalizer off", async (kind, own) => {
    const cluster = new FakeCluster(["kim"]).add("kim", `${kind} web`, { finalizers: [...foreign, own] });
    const { left, seconds } = await empty(cluster);
    expect(left).toEqual([]);
    expect(seconds).toBeGreaterThanOrEqual(36);
    expect(seconds).toBeLessThan(60);
    // On another kind, no controller takes it off.
    const other = new FakeCluster(["kim"]).add("kim", "ConfigMap web", { finalizers: [own] });
    expect((await empty(other)).seconds).toBeLessThan(1);
  });

  it("never takes the cleanup off a Service whose load balancer exists, and says that it is left", async () => {
    const finalizers = ["service.kubernetes.io/load-balancer-cleanup"];
    const cluster = new FakeCluster(["kim"]).add("kim", "Service web", { finalizers, loadBalancer: true });
    expect(await empty(cluster)).toMatchObject({ removed: 0, left: ["Service web"] });
  });

  it("ends a pod within five seconds, whatever it asks for", async () => {
    const cluster = new FakeCluster(["kim"]).add("kim", "Pod web");
    expect(await empty(cluster)).toMatchObject({ removed: 1, left: [], forced: [] });
    expect(cluster.changes).toEqual([`DELETE ${pods}/web?gracePeriodSeconds=5`]);
  });

  it.each([
    [86_400, 10],
    [30, 35],
    [60, 54],
  ])("removes a pod by force that has begun to end with a grace period of %d s, after %d s", async (grace, after) => {
    const cluster = new FakeCluster(["kim"]).add("kim", "Pod web", { grace });
    const { left, forced, seconds } = await empty(cluster);
    expect({ left, forced }).toEqual({ left: [], forced: ["web on node-1"] });
    expect(cluster.changes).toEqual([`DELETE ${pods}/web?gracePeriodSeconds=0`]);
    expect(seconds).toBeGreaterThanOrEqual(after);
    expect(seconds).toBeLessThan(after + 3);
  });

  it("ends a pod by force whose node does not answer, after its grace period and the kubelet's", async () => {
    const cluster = new FakeCluster(["kim"]).add("kim", "Pod web", { nodeAnswers: false });
    const { left, forced, seconds } = await empty(cluster);
    expect({ left, forced }).toEqual({ left: [], forced: ["web on node-1"] });
    expect(seconds).toBeGreaterThanOrEqual(10);
    expect(seconds).toBeLessThan(13);
    const deletion = `DELETE ${pods}/web?gracePeriodSeconds`;
    expect(cluster.changes).toEqual([`${deletion}=5`, `${deletion}=0`]);
  });

  it("removes what a controller makes in the meantime", async () => {
    const cluster = new FakeCluster(["kim"]).add("kim", "ReplicaSet web", { finalizers: foreign });
    let made = 0;
    cluster.afterRequest = () => {
      if (made < 3 && cluster.in("kim").includes("ReplicaSet web")) cluster.add("kim", `Pod web-${(made += 1)}`);
    };
    expect(await empty(cluster)).toMatchObject({ removed: 4, left: [] });
    expect(cluster.in("kim")).toEqual([]);
  });

  it("ends in time, and names what is left and why", async () => {
    const cluster = new FakeCluster(["kim"]).add("kim", "Pod a").add("kim", "Service b", { finalizers: foreign });
    const services = "/api/v1/namespaces/student-kim/services";
    cluster.refusals[`PATCH ${services}`] = [422, "a policy denies it"];
    cluster.refusals["DELETE /api/v1/namespaces/student-kim/pods"] = [503, "later"];
    const { seconds, ...result } = await empty(cluster, 10);
    expect(result).toEqual({
      removed: 0,
      forced: [],
      left: ["Service b (a policy denies it)", "Pod a (later)"],
    });
    expect(seconds).toBeGreaterThanOrEqual(10);
    expect(seconds).toBeLessThan(12);
  });

  it("fails if the API server does not let it look", async () => {
    const cluster = new FakeCluster(["kim"]);
    cluster.refusals["GET /apis/batch/v1"] = [403, "forbidden"];
    await expect(empty(cluster)).rejects.toThrow(
      "The cluster refused GET /apis/batch/v1/namespaces/student-kim/cronjobs (403): forbidden",
    );
  });
});
