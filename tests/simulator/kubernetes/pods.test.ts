import { podSecurityFaults, probePorts } from "../../../simulator/kubernetes/pods";
import type { Inputs } from "../../../simulator/model";

/** A pod that the restricted level admits. */
const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
const container = { name: "app", image: "app", securityContext };
const pod = {
  securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } },
  containers: [container],
};

const withContainer = (changes: Inputs) => ({ ...pod, containers: [{ ...container, ...changes }] });
const withContext = (changes: Inputs) => withContainer({ securityContext: { ...securityContext, ...changes } });
const withPodContext = (changes: Inputs) => ({ ...pod, securityContext: { ...pod.securityContext, ...changes } });

const restricted = (subject: Inputs) => podSecurityFaults("restricted", subject);
const baseline = (subject: Inputs) => podSecurityFaults("baseline", subject);

describe("what every level but privileged has against a pod", () => {
  it.each([
    ["hostNetwork", { ...pod, hostNetwork: true }, "it uses the node's own network or processes"],
    ["hostPID", { ...pod, hostPID: true }, "it uses the node's own network or processes"],
    ["hostIPC", { ...pod, hostIPC: true }, "it uses the node's own network or processes"],
    ["a hostPath", { ...pod, volumes: [{ name: "node", hostPath: { path: "/" } }] }, "it has a hostPath volume"],
    ["a privileged container", withContext({ privileged: true }), "container app is privileged"],
    ["a hostPort", withContainer({ ports: [{ containerPort: 80, hostPort: 80 }] }), "container app has a hostPort"],
    [
      "a privileged init container",
      { ...pod, initContainers: [{ name: "first", securityContext: { ...securityContext, privileged: true } }] },
      "container first is privileged",
    ],
  ])("is %s", (_what, subject, fault) => {
    expect(baseline(subject)).toEqual([fault]);
    expect(restricted(subject)).toEqual([fault]);
    expect(podSecurityFaults("privileged", subject)).toEqual([]);
  });

  it.each([
    ["a capability beyond the usual ones", withContext({ capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] } })],
    ["a container without seccomp", withContext({ seccompProfile: { type: "Unconfined" } })],
    ["a pod without seccomp", withPodContext({ seccompProfile: { type: "Unconfined" } })],
    ["a Windows process of the node itself", withPodContext({ windowsOptions: { hostProcess: true } })],
  ])("is also %s", (_what, subject) => {
    expect(baseline(subject)).toHaveLength(1);
  });

  it("is not a plain pod, a container port, or a volume other than hostPath", () => {
    const plain = {
      containers: [{ name: "app", ports: [{ containerPort: 80, hostPort: 0 }, { containerPort: 81 }] }],
      volumes: [{ name: "scratch", emptyDir: {} }],
      hostNetwork: false,
    };
    expect(baseline(plain)).toEqual([]);
  });

  it("is nothing in the capabilities that containers usually have", () => {
    expect(baseline(withContext({ capabilities: { add: ["CHOWN", "NET_BIND_SERVICE"] } }))).toEqual([]);
  });
});

describe("what the restricted level has against a pod", () => {
  it("is nothing if the pod asks for nothing", () => {
    expect(restricted(pod)).toEqual([]);
  });

  it.each([
    ["root is not excluded", withPodContext({ runAsNonRoot: undefined }), "lacks runAsNonRoot: true"],
    ["its container may be root", withContext({ runAsNonRoot: false }), "lacks runAsNonRoot: true"],
    ["it is root", withPodContext({ runAsUser: 0 }), "runs as root"],
    ["its container is root", withContext({ runAsUser: 0 }), "runs as root"],
    ["it has no seccomp profile", withPodContext({ seccompProfile: undefined }), "lacks a seccompProfile"],
    [
      "it may gain privileges",
      withContext({ allowPrivilegeEscalation: undefined }),
      "lacks allowPrivilegeEscalation: false",
    ],
    [
      "it may gain privileges outright",
      withContext({ allowPrivilegeEscalation: true }),
      "lacks allowPrivilegeEscalation: false",
    ],
    ["it keeps capabilities", withContext({ capabilities: undefined }), "keeps capabilities: drop ALL is missing"],
    ["it drops but one", withContext({ capabilities: { drop: ["CHOWN"] } }), "keeps capabilities: drop ALL is missing"],
  ])("is that %s", (_what, subject, fault) => {
    expect(restricted(subject)).toEqual([`container app ${fault}`]);
    expect(baseline(subject)).toEqual([]);
  });

  it("is all of it in a container that says nothing, also in one that runs before the others", () => {
    const silent = (name: string) => [
      `container ${name} lacks runAsNonRoot: true`,
      `container ${name} lacks a seccompProfile`,
      `container ${name} lacks allowPrivilegeEscalation: false`,
      `container ${name} keeps capabilities: drop ALL is missing`,
    ];
    expect(restricted({ initContainers: [{ name: "first" }], containers: [{ name: "app" }] })).toEqual([
      ...silent("first"),
      ...silent("app"),
    ]);
  });

  it("is a capability other than the one to bind low ports", () => {
    const adding = (name: string) => withContext({ capabilities: { drop: ["ALL"], add: [name] } });
    expect(restricted(adding("NET_BIND_SERVICE"))).toEqual([]);
    expect(restricted(adding("CHOWN"))).toHaveLength(1);
  });

  it("is reported once where the baseline refuses it too", () => {
    expect(restricted(withContext({ capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] } }))).toHaveLength(1);
    expect(restricted(withPodContext({ seccompProfile: { type: "Unconfined" } }))).toHaveLength(1);
  });

  it("is a volume of another kind than the harmless ones", () => {
    const holding = (volume: Inputs) => ({ ...pod, volumes: [{ name: "data", ...volume }] });
    expect(restricted(holding({ emptyDir: {} }))).toEqual([]);
    expect(restricted(holding({ configMap: { name: "files" } }))).toEqual([]);
    expect(restricted(holding({ nfs: { server: "files", path: "/" } }))).toHaveLength(1);
  });

  it("is met by what a container says where its pod says nothing", () => {
    const own = {
      ...securityContext,
      runAsNonRoot: true,
      seccompProfile: { type: "Localhost", localhostProfile: "x" },
    };
    expect(restricted({ containers: [{ name: "app", securityContext: own }] })).toEqual([]);
  });

  it("leaves out for Windows what Windows does not have", () => {
    const windows = {
      os: { name: "windows" },
      securityContext: { runAsNonRoot: true },
      containers: [{ name: "iis", image: "iis" }],
    };
    expect(restricted(windows)).toEqual([]);
  });
});

describe("the ports that probes ask", () => {
  it("are those of all three probes, by name or number", () => {
    expect(
      probePorts({
        startupProbe: { httpGet: { port: "http" } },
        readinessProbe: { tcpSocket: { port: 8080 } },
        livenessProbe: { exec: { command: ["true"] } },
      }),
    ).toEqual(["http", 8080]);
  });

  it("are none without probes", () => {
    expect(probePorts({})).toEqual([]);
  });
});
