import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { appFolder } from "../../components/kubernetes/workload/contract";
import { listening } from "../listen";
import { describeWhere } from "../platform";
import { blocksOf } from "./blocks";
import { FreshCopy } from "./copy";

/** Chapter 10: an app with a port, an environment and connections of its own takes the place of the lab's. */
const name = "the swap of the app in the guide's chapter 10";
describeWhere((appFolder as string) === "app", "another app has taken the place of the lab's", name, () => {
  const copy = new FreshCopy();

  beforeAll(() => {
    for (const block of blocksOf("en/10-your-own-project")) copy.follow(block);
  });

  afterAll(() => copy.remove());

  it("builds the image from the app's own folder", async () => {
    const { resources } = await copy.plan();
    const image = resources.find(({ type }) => type === "docker:index/image:Image")!;
    expect(image.inputs["build"].context).toBe("web");
  });

  it.each(["dev", "local"])("gives the app its port, environment and connections in the stack %s", async (stack) => {
    const { resources } = await copy.plan("--stack", stack);
    const [container] = resources.find(({ name }) => name === "workload-deployment")!.inputs["spec"].template.spec
      .containers;
    expect(container.ports).toEqual([{ name: "http", containerPort: 3000, protocol: "TCP" }]);
    expect(container.env).toContainEqual({ name: "PORT", value: "3000" });
    expect(container.env).toContainEqual({ name: "STATUS_URL", value: expect.stringMatching(/^https:/) });
    expect(container.readinessProbe.httpGet).toEqual({ path: "/healthz", port: "http" });
    const policy = resources.find(({ name }) => name === "workload-allow-api")!.inputs["spec"];
    const ports = policy.egress.map((rule: { ports: { port: number }[] }) => rule.ports.map(({ port }) => port));
    expect(ports).toEqual([[443], [53, 53]]);
    // An app that does not read the cluster has no rights there.
    expect(resources.filter(({ type, name }) => /rbac/.test(type) && name.startsWith("workload"))).toEqual([]);
  });

  it("leaves tests that pass", async () => {
    const { code, output } = await copy.jest(
      "tests/program.test.ts",
      "tests/components/(local/lab|containerLab|image|documents)",
      "tests/components/kubernetes/(workload|iisWorkload)",
    );
    expect([code, output]).toEqual([0, expect.stringContaining("7 passed, 7 total")]);
  });

  it("has an app that works as the chapter says", async () => {
    const upstream = createServer((_request, response) => {
      response.end(JSON.stringify({ status: { description: "All Systems Operational" } }));
    });
    await listening(upstream, 0, "127.0.0.1");
    const { port } = upstream.address() as AddressInfo;
    const env = { ...process.env, PORT: "0", STATUS_URL: `http://127.0.0.1:${port}` };
    const app = spawn(process.execPath, ["server.js"], { cwd: join(copy.folder, "web"), env });
    const ended = once(app, "exit");
    try {
      const [line] = (await once(app.stdout, "data")) as [Buffer];
      const address = `http://127.0.0.1:${/^listening on (\d+)$/m.exec(String(line))![1]}`;
      const ask = async (path: string) => {
        const answer = await fetch(`${address}${path}`, { headers: { connection: "close" } });
        return [answer.status, await answer.text()];
      };
      expect(await ask("/healthz")).toEqual([200, "ok\n"]);
      expect(await ask("/")).toEqual([200, "All Systems Operational\n"]);
      upstream.closeAllConnections();
      await new Promise((resolve) => upstream.close(resolve));
      expect(await ask("/")).toEqual([502, expect.stringContaining("does not answer")]);
    } finally {
      app.kill();
      upstream.close();
    }
    // Windows has no signals: there the process ends at once.
    expect(await ended).toEqual(process.platform === "win32" ? [null, "SIGTERM"] : [0, null]);
  });
});
