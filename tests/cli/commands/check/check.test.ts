import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../../../cli/commands/check/check";
import { type ApiRequest, type KubeApi, Refusal } from "../../../../cli/kubernetes/api";
import { registryAnnotation, studentLabel } from "../../../../facts/labels";
import { deploymentOf } from "../../exercises/objects";
import { copyTracked } from "../../../tracked";
import { type Answers, fakeContext, runCli, temporaryFolder, webServer } from "../../harness";

const registry = "127.0.0.1:1";

/** A cluster with two students' spaces; kim has a Deployment `web` of an image. */
function clusterWith(image: string, server = registry): KubeApi & { asked: string[] } {
  const inSpace = (label: string) => ({ metadata: { name: `student-${label}`, labels: { [studentLabel]: label } } });
  const web = deploymentOf(1, image);
  const deployments = [{ ...web, metadata: { ...web.metadata, namespace: "student-kim" } }];
  const quotas = [
    { metadata: { name: "no-claims" } },
    { metadata: { name: "student", annotations: { [registryAnnotation]: server } } },
  ];
  const asked: string[] = [];
  return {
    asked,
    request<T>({ path }: ApiRequest) {
      asked.push(path);
      if (path.endsWith("/resourcequotas")) return Promise.resolve({ items: quotas } as T);
      if (path.startsWith("/api/v1/namespaces?")) return Promise.resolve({ items: ["kim", "lee"].map(inSpace) } as T);
      if (path.endsWith("/deployments")) return Promise.resolve({ items: deployments } as T);
      if (path.includes("refused")) throw new Refusal(403, "no", path);
      return Promise.resolve({ items: path === "/api/v1/nodes" ? [{}, {}, {}, {}] : [] } as T);
    },
  };
}

const kubeconfig = (namespace: string) =>
  JSON.stringify({ "current-context": "kim@lab", contexts: [{ name: "kim@lab", context: { namespace } }] });
const prepare = (namespace: string) => (folder: string) => {
  copyTracked("exercises", join(folder, "exercises"));
  writeFileSync(join(folder, "mine.yaml"), kubeconfig(namespace));
};
const own = ["check", "--kubeconfig", "mine.yaml"];
const outputs = { kubeconfig: "the administrator's", registry };
const pulumi: Answers = {
  "stack output --json --show-secrets --stack dev": { stdout: JSON.stringify(outputs) },
};
/** Nobody has logged in. */
const env = { DOCKER_CONFIG: "/nowhere" };

describe("lab check with one's own kubeconfig", () => {
  it("says of each exercise how it stands, with a hint where it is not done", async () => {
    const cluster = clusterWith(`${registry}/kim/web:1`);
    const scenario = { args: own, cluster, env, prepare: prepare("student-kim"), docker: new Error("no Docker") };
    const { code, stdout, connections, requests } = await runCli(scenario);
    expect(stdout.split("\n")).toEqual([
      " 1  Pull an image: not seen from here",
      " 2  Run a container: not seen from here",
      " 3  Remove container and image: not seen from here",
      " 4  Several containers with Compose: not seen from here",
      " 5  Log in to the registry: done",
      " 6  Tag and push an image: done",
      " 7  Look at the cluster: not yet",
      expect.stringMatching(/^ {4}There is no answer yet: the ConfigMap answers has no nodes\./),
      " 8  Run your image on the cluster: done",
      " 9  Expose it: not yet",
      expect.stringMatching(/^ {4}There is no Service web\./),
      "10  Scale it: not yet",
      expect.stringMatching(/^ {4}The Deployment web is to have 1 pods, and the exercise needs 3/),
      "11  Update it: not yet",
      expect.stringMatching(/^ {4}The Deployment web runs 127.0.0.1:1\/kim\/web:1, not 127.0.0.1:1\/kim\/web:2\./),
      "12  Undo the update: not yet",
      expect.stringMatching(/^ {4}The Deployment web is at revision 1, and should be at 3\./),
      "13  Delete it: not yet",
      expect.stringMatching(/^ {4}The deployment web is still there/),
      "",
    ]);
    expect(code).toBe(1);
    expect(connections).toEqual([{ kubeconfig: kubeconfig("student-kim") }]);
    expect(requests).toEqual(["observe unix:///run/docker.sock"]);
    // Only their own space, and the nodes, which every student may list.
    expect(cluster.asked.filter((path) => !path.includes("/namespaces/student-kim/"))).toEqual(["/api/v1/nodes"]);
    expect(cluster.asked).toHaveLength(8);
  });

  it("speaks the language of the terminal, or the one that is asked for", async () => {
    const scenario = { cluster: clusterWith("x"), prepare: prepare("student-kim") };
    const korean = await runCli({ ...scenario, args: own, env: { ...env, LANG: "ko_KR.UTF-8" } });
    expect(korean.stdout).toContain(" 8  클러스터에서 내 이미지 실행: 아직\n    web 디플로이먼트가");
    const english = await runCli({ ...scenario, args: [...own, "--language", "en"], env: { ...env, LANG: "ko" } });
    expect(english.stdout).toContain(" 8  Run your image on the cluster: not yet\n");
    const { stderr } = await runCli({ ...scenario, args: [...own, "--language", "fr"] });
    expect(stderr).toBe("--language fr: allowed is en or ko.\n");
  });

  it("asks the registry by one's own login", async () => {
    const seen: (string | undefined)[] = [];
    const server = await webServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end(JSON.stringify(request.url === "/v2/kim/web/tags/list" ? { tags: ["1", "2"] } : {}));
    });
    const name = `127.0.0.1:${server.port}`;
    const auth = Buffer.from("student-kim:secret").toString("base64");
    const dockerConfig = temporaryFolder();
    writeFileSync(join(dockerConfig, "config.json"), JSON.stringify({ auths: { [name]: { auth } } }));
    const { stdout } = await runCli({
      args: [...own, "--json"],
      cluster: clusterWith("x", name),
      env: { DOCKER_CONFIG: dockerConfig },
      prepare: prepare("student-kim"),
    });
    await server.end();
    const { students } = JSON.parse(stdout) as { students: { exercises: { id: string; state: string }[] }[] };
    const push = students[0]!.exercises.find(({ id }) => id === "push");
    expect([push!.state, new Set(seen)]).toEqual(["done", new Set([`Basic ${auth}`])]);
    expect(stdout).not.toContain("secret");
  });

  it.each([
    ["empty", ""],
    ["not YAML", "contexts: [\n"],
    ["of another form", "contexts: kim\n"],
    ["in UTF-16", Buffer.from(`\uFEFF${kubeconfig("student-kim")}`, "utf16le")],
  ])("refuses a file that is %s, without a stack trace", async (_what, content) => {
    const damaged = (folder: string) => {
      prepare("student-kim")(folder);
      writeFileSync(join(folder, "mine.yaml"), content);
    };
    const { code, stderr } = await runCli({ args: own, cluster: clusterWith("x"), prepare: damaged });
    expect(stderr).toMatch(/^.*mine\.yaml is not a kubeconfig: .* Name another: `--kubeconfig <file>`\.\n$/);
    expect(code).toBe(1);
  });

  it.each([
    [
      ["check", "--kubeconfig", "none.yaml"],
      /^There is no file .*none\.yaml\. Name yours: `--kubeconfig <file>`; for a class, its stack: `--stack dev`\.\n$/,
    ],
    [own, /^The current context of .*mine\.yaml is not a student's\. .* with --stack\.\n$/],
    [[...own, "--student", "kim"], /^--student goes with --stack/],
    [[...own, "--stack", "dev"], /^--kubeconfig and --stack exclude each other/],
  ])("refuses %j", async (args, message) => {
    const { code, stderr } = await runCli({ args, prepare: prepare("lab"), cluster: clusterWith("x") });
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
  });
});

describe("lab check of a class", () => {
  const ofClass = (...more: string[]) => ({
    args: ["check", "--stack", "dev", ...more],
    ...{ pulumi, env, prepare: prepare("lab"), cluster: clusterWith(`${registry}/kim/web:1`) },
  });

  it("shows a line for each student, by one request for each kind of object", async () => {
    const scenario = ofClass();
    const { code, stdout, connections } = await runCli(scenario);
    expect(stdout.split("\n")).toEqual([
      expect.stringMatching(/^kim {2}3\/13 {2}Look at the cluster: not yet\. There is no answer yet/),
      expect.stringMatching(/^lee {2}0\/13 {2}Look at the cluster: not yet\. There is no answer yet/),
      "",
    ]);
    expect(code).toBe(1);
    expect(connections).toEqual([{ kubeconfig: "the administrator's" }]);
    expect(scenario.cluster.asked.filter((path) => !path.startsWith("/api/v1/namespaces?")).sort()).toEqual(
      [
        ...["configmaps", "events", "nodes", "pods", "resourcequotas", "services"].map((kind) => `/api/v1/${kind}`),
        ...["/apis/apps/v1/deployments", "/apis/discovery.k8s.io/v1/endpointslices"],
      ].sort(),
    );
  });

  it("prints one document with --json, for one student where one is named", async () => {
    const { stdout } = await runCli(ofClass("--json", "--student", "kim"));
    const { students } = JSON.parse(stdout) as { students: { student: string; exercises: object[] }[] };
    expect(students.map(({ student, exercises }) => [student, exercises.length])).toEqual([["kim", 13]]);
    expect(students[0]!.exercises[8]).toEqual({
      id: "expose",
      title: { en: "Expose it", ko: "서비스로 노출" },
      ...{ state: "not yet", way: "missing" },
      hint: { en: expect.stringContaining("There is no Service web"), ko: expect.stringContaining("없습니다") },
    });
  });

  it("looks again and again with --watch, and prints what has changed", async () => {
    const images = ["x", "x", `${registry}/kim/web:1`];
    let looks = 0;
    const request = <T>(one: ApiRequest) => clusterWith(images[looks]!).request<T>(one);
    const { folder } = await runCli(ofClass());
    const { context, printed } = fakeContext(folder, { pulumi, env, cluster: { request } });
    const options = { stack: "dev", student: "kim", kubeconfig: undefined, language: "en", watch: true, json: false };
    await check(context, options, () => Promise.resolve((looks += 1) < images.length));
    const states = printed.stdout.split("\n").filter((line) => line.startsWith(" 8 "));
    expect(states).toEqual([" 8  Run your image on the cluster: not yet", " 8  Run your image on the cluster: done"]);
  });
});
