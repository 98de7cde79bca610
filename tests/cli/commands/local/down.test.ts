import { aState, anEmptyState, argumentsOf, play, withState } from "../../harness";

jest.setTimeout(120_000);

const salt = "encryptionsalt: v1:c2FsdA==:v1:bm9uY2U=:c2VjcmV0\n";
const gone = "Nothing of the lab is left here, but images.\n";
const nowhere = { DOCKER_HOST: "unix:///nowhere/docker.sock" };
const existing = { kubeContext: "kind-kind", image: "ghcr.io/example/app:1.0.0" };

/** What another folder's lab left, another project's, and somebody's own. */
const leftovers = {
  containers: ["azure-container-lab", "other-lab", undefined].map((lab, index) => ({
    Names: [["/lab-server", "/other", "/db"][index]],
    Labels: lab === undefined ? {} : { lab },
    State: "exited",
    Ports: [],
  })),
  networks: [{ Name: "lab", Labels: { lab: "azure-container-lab" }, IPAM: { Config: [] } }],
  volumes: [{ Name: "lab-registry", Labels: { lab: "azure-container-lab" } }],
};

// Side by side: each spends its time in loading the SDK.
const runs = Promise.all([
  play({ args: ["local", "down"] }),
  play({
    args: ["local", "down"],
    pulumi: { ...aState(23), "destroy --yes --skip-preview": { stdout: "Destroying (local)\n", appends: salt } },
    prepare: withState,
  }),
  play({ args: ["local", "down"], docker: leftovers, pulumi: anEmptyState, prepare: withState }),
  play({
    args: ["local", "down"],
    pulumi: { ...aState(23), "destroy --yes --skip-preview": { stderr: "error: in use\n", code: 1 } },
    prepare: withState,
  }),
  play({
    args: ["local", "down"],
    config: existing,
    variables: nowhere,
    pulumi: { ...aState(11), "destroy --yes --skip-preview": { stderr: "error: no route to host\n", code: 1 } },
    prepare: withState,
  }),
  play({
    args: ["local", "down"],
    config: existing,
    variables: nowhere,
    pulumi: { ...aState(11), "destroy --yes --skip-preview": {} },
    prepare: withState,
  }),
  play({ args: ["local", "down"], variables: nowhere, prepare: withState }),
  // A configuration that is wrong, and a state that Pulumi cannot read.
  play({
    args: ["local", "down"],
    config: { nodeCount: 0, nodecount: 7 },
    pulumi: { "stack ls --json": { stderr: "error: incorrect passphrase\n", code: 255 } },
    prepare: withState,
  }),
  play({ args: ["local", "down"], config: existing, docker: leftovers }),
  play({
    args: ["local", "down"],
    config: { owner: "{ secure: v1:bm9uY2U=:c2VjcmV0 }" },
    pulumi: { ...aState(23), "destroy --yes --skip-preview": {} },
    prepare: withState,
  }),
]);

describe("lab local down", () => {
  it("calls no Pulumi where there never was a lab, and says that nothing is left", async () => {
    const [played] = await runs;
    expect(played).toMatchObject({ code: 0, stdout: gone, stderr: "", calls: [] });
  });

  it("destroys the lab, and looks whether Docker has anything left of it", async () => {
    const [, played] = await runs;
    expect(argumentsOf(played)).toEqual(["version", "stack ls --json", "destroy --yes --skip-preview"]);
    expect(played).toMatchObject({ code: 0, stdout: `Destroying (local)\n${gone}`, stderr: "" });
    expect(played.requests.filter((request) => request === "GET /info")).toHaveLength(2);
    expect(played.stackFile.after).toBe(played.stackFile.before);
    expect(played.calls[2]!.env).toMatchObject({ PULUMI_BACKEND_URL: "file://./.local", PULUMI_STACK: "local" });
  });

  it("destroys nothing that Pulumi here does not know, and says how what is left of it is removed", async () => {
    const [, , played] = await runs;
    expect(argumentsOf(played)).toEqual(["version", "stack ls --json"]);
    expect(played).toMatchObject({ code: 1, stdout: "" });
    expect(played.stderr)
      .toBe(`Docker still has container lab-server, volume lab-registry, network lab, of which Pulumi in this folder knows nothing. To remove it:
  docker rm --force --volumes lab-server
  docker volume rm lab-registry
  docker network rm lab
`);
  });

  it("says that not all is gone where Pulumi fails, after what Pulumi said", async () => {
    const [, , , played] = await runs;
    expect(played).toMatchObject({ code: 1, stdout: "" });
    expect(played.stderr).toBe(
      "error: in use\nNot all of the lab is gone; what went wrong is above. Run it once more.\n",
    );
  });

  it("says how to give up a cluster that was there already and is gone for good", async () => {
    const [, , , , played] = await runs;
    expect(played).toMatchObject({ code: 1, stdout: "" });
    expect(played.stderr).toBe(
      "error: no route to host\nNot all of the lab is gone; what went wrong is above. Run it once more. " +
        "If the cluster is gone for good: PULUMI_K8S_DELETE_UNREACHABLE=true npm run local:down\n",
    );
  });

  it("needs no Docker to take the lab away from a cluster that was there already", async () => {
    const [, , , , , played] = await runs;
    expect(argumentsOf(played)).toEqual(["version", "stack ls --json", "destroy --yes --skip-preview"]);
    expect(played).toMatchObject({ code: 0, stdout: gone, stderr: "" });
  });

  it("says nothing of what another folder's lab has on Docker, where this one is on a cluster that was there already", async () => {
    const [, , , , , , , , played] = await runs;
    expect(played).toMatchObject({ code: 0, stdout: gone, stderr: "", calls: [] });
  });

  it("calls no Pulumi where no Docker answers: the lab's containers would be taken for gone", async () => {
    const [, , , , , , played] = await runs;
    expect(played).toMatchObject({ code: 1, stdout: "", calls: [] });
    expect(played.stderr).toMatch(
      /^No Docker answers at unix:\/\/\/nowhere\/docker\.sock\. Start Docker Desktop, .*\n$/,
    );
  });

  it("is kept from nothing by a configuration that is wrong, and tells what of Pulumi's failed", async () => {
    const [, , , , , , , played] = await runs;
    expect(argumentsOf(played)).toEqual(["version", "stack ls --json"]);
    expect(played).toMatchObject({ code: 1, stdout: "" });
    expect(played.stderr).toBe(
      "error: incorrect passphrase\n`pulumi stack ls --json` failed; what it said is above.\n",
    );
  });

  it("is not stopped by a value that only Pulumi can read", async () => {
    const [, , , , , , , , , played] = await runs;
    expect(argumentsOf(played)).toEqual(["version", "stack ls --json", "destroy --yes --skip-preview"]);
    expect(played).toMatchObject({ code: 0, stdout: gone, stderr: "" });
  });
});
