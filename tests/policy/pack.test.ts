import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { policies } from "../../policy/policies";

const root = join(__dirname, "../..");

/** `pulumi up --policy-pack policy` starts the pack like this, and asks it about each resource. */
describe("the policy pack as Pulumi's engine loads it", () => {
  let pack: ChildProcess;
  let client: AnalyzerClient;

  beforeAll(async () => {
    const program = join(root, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
    const noEngine = "127.0.0.1:1";
    pack = spawn(process.execPath, [program, noEngine, "."], {
      cwd: join(root, "policy"),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = (await once(createInterface({ input: pack.stdout! }), "line")) as [string];
    client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  });
  afterAll(async () => {
    client.close();
    pack.kill();
    await once(pack, "exit");
  });

  it("has the policies, all of them mandatory", async () => {
    const info = await new Promise<messages.AnalyzerInfo>((resolve, reject) =>
      client.getAnalyzerInfo(new Empty(), (error, answer) => (error ? reject(error) : resolve(answer))),
    );
    expect([info.getName(), info.getVersion()]).toEqual(["container-lab", "0.1.0"]);
    const mandatory = messages.EnforcementLevel.MANDATORY;
    expect(info.getPoliciesList().map((one) => [one.getName(), one.getEnforcementlevel()])).toEqual(
      policies.map(({ name }) => [name, mandatory]),
    );
  });

  it("refuses a resource that breaks one", async () => {
    const request = new messages.AnalyzeRequest()
      .setType("azure-native:containerregistry:Registry")
      .setName("registry")
      .setUrn("urn:pulumi:dev::petshop::azure-native:containerregistry:Registry::registry")
      .setOptions(new messages.AnalyzerResourceOptions())
      .setProperties(Struct.fromJavaScript({ adminUserEnabled: true, tags: { lab: "a", stack: "b", owner: "c" } }));
    const answer = await new Promise<messages.AnalyzeResponse>((resolve, reject) =>
      client.analyze(request, (error, response) => (error ? reject(error) : resolve(response))),
    );
    expect(answer.getDiagnosticsList().map((one) => one.getPolicyname())).toEqual(["no-registry-admin"]);
  });
});
