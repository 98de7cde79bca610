import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type KubeApi, connect } from "../../cli/kubernetes/api";
import { emptySpace } from "../../cli/kubernetes/emptySpace";
import { docker } from "../docker/engine";
import { chapterPages, clusterChapters, report as reportGuide } from "../guide/guide";
import { languages } from "../guide/page";
import { runPage } from "../guide/run/session";
import { waitForRollout } from "./app";
import { type TestCluster, isOwnCluster } from "./cluster";
import { report, secondsSince } from "./report";
import { Student, appImage, labels } from "./student";

/** 15: the guide's chapters about the cluster do what they say, in both languages. */
export function guideTests(cluster: () => TestCluster): void {
  const counts = { en: { run: 0, compared: 0 }, ko: { run: 0, compared: 0 } };
  let begun: number;
  let folder: string;
  let student: Student;
  let admin: KubeApi;
  let registry: string;
  let pushed: string[] = [];

  const clear = () => emptySpace(admin, student.namespace, 60);

  /** The folder in which the reader works, with the kubeconfig that the chapter asks for. */
  const deskFor = (who: string) => {
    const desk = mkdtempSync(path.join(folder, "desk-"));
    const { config } = who === "administrator" ? cluster().kube : student.kube;
    const kubeconfig = path.join(desk, "kubeconfig.yaml");
    writeFileSync(kubeconfig, config.exportConfig(), { mode: 0o600 });
    const env = { ...process.env, KUBECONFIG: kubeconfig, REGISTRY: registry, LABEL: student.label };
    return { folder: desk, env };
  };

  beforeAll(async () => {
    if (!isOwnCluster) throw new Error("the guide names the nodes of the lab's own cluster");
    begun = performance.now();
    folder = mkdtempSync(path.join(tmpdir(), "lab-guide-"));
    const image = await appImage(cluster());
    registry = image.slice(0, image.indexOf("/"));
    student = await Student.of(cluster(), labels[0]!);
    admin = await connect({ kubeconfig: cluster().kube.config.exportConfig() });
    pushed = ["1", "2"].map((tag) => `${registry}/${student.label}/web:${tag}`);
    for (const name of pushed) {
      await docker("tag", image, name);
      await docker("push", "--quiet", name);
    }
    await clear();
  });

  afterAll(async () => {
    for (const language of languages) {
      const { run, compared } = counts[language];
      reportGuide(language, `${run} commands run, ${compared} outputs compared on four nodes`);
    }
    report(`15. ${clusterChapters().length} chapters of the guide in ${secondsSince(begun)}`);
    await clear();
    for (const name of pushed) await docker("rmi", name);
    rmSync(folder, { recursive: true });
  });

  for (const { language, page } of clusterChapters().flatMap(chapterPages)) {
    it(`does what ${page.path} says`, async () => {
      await waitForRollout(cluster());
      const { faults, run, compared } = await runPage(page, deskFor(String(page.matter["cluster"])));
      await clear();
      counts[language].run += run;
      counts[language].compared += compared;
      expect(faults).toEqual([]);
      expect(run).toBeGreaterThan(0);
    });
  }
}
