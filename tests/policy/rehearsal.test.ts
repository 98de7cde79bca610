import * as pulumi from "@pulumi/pulumi";
import { secretOutputs } from "../../policy/secretOutputs";
import { masked } from "../../simulator/model";
import { labWith } from "../components/wholeLab";
import { valueOf } from "../lab";
import { stackWith, violationsOf } from "./violations";

/** Between them they create every part of a lab. */
const configurations: Record<string, Record<string, string>> = {
  "on Azure with its defaults": {},
  "on Azure with everything": {
    ...{ windows: "true", students: '["kim","이민호"]', sshFrom: "203.0.113.0/24", tags: '{"course":"containers"}' },
    ...{ endsAt: "2099-12-24T18:00:00+09:00", deleteAtEnd: "true", maxNodeCount: "8" },
    ...{ curfew: '{"stopAt":"20:00","startAt":"08:00","timeZone":"Asia/Seoul"}' },
    ...{ budget: '{"amount":100,"emails":["someone@example.com"],"startDate":"2099-01-01"}' },
  },
  "on Azure with nothing besides the cluster": { dockerHost: "false", nodeCount: "2" },
  "on local Docker with students": { target: "local", students: '["kim"]' },
  "on a cluster that exists": { target: "local", kubeContext: "kind-lab", registryServer: "registry.example/lab" },
};

describe.each(Object.entries(configurations))("the lab %s", (_name, config) => {
  it("breaks no policy", async () => {
    const { resources, result } = await labWith(config);
    // Inputs, and what the services add: a policy for resources gets the former, one for the stack both.
    const judged = resources.map(({ type, name, state }) => ({ type, name, props: state }));
    const outputs = await valueOf(pulumi.output(result));
    expect(judged.length).toBeGreaterThan(10);
    expect(await violationsOf([...judged, stackWith(outputs)])).toEqual([]);
  });
});

it("marks exactly the outputs as secret that the policies take for marked", async () => {
  const [secret, plain] = [new Set<string>(), new Set<string>()];
  // One simulation at a time.
  for (const config of Object.values(configurations)) {
    const { outputs } = await labWith(config);
    for (const [key, value] of Object.entries(outputs)) (value === masked ? secret : plain).add(key);
  }
  expect([...secret].sort()).toEqual([...secretOutputs].sort());
  expect([...plain].filter((key) => secret.has(key))).toEqual([]);
});
