import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import Docker from "dockerode";
import type { Inputs, SimulatedResource } from "../../simulator";
import { waitUntil } from "../waiting";
import { freePorts } from "../freePorts";
import { docker as dockerCommand, importNodeImage } from "../docker/engine";
import { containerOptions } from "./containers";
import { type RehearsedLab, Rehearsals } from "./rehearsal";

const run = promisify(execFile);

const types = {
  container: "docker:index/container:Container",
  network: "docker:index/network:Network",
  volume: "docker:index/volume:Volume",
  remoteImage: "docker:index/remoteImage:RemoteImage",
};

const app = join(__dirname, "../../app");

/**
 * The local lab on a real Docker engine, as the rehearsal declares it. dockerode sends the requests that Pulumi's provider
 * would send. The ports are free ones. The names are the lab's own, so only one lab can exist at a time.
 */
export class LocalLab {
  readonly docker = new Docker();
  private readonly rehearsals = new Rehearsals();
  private readonly base = `lab-base-test:${process.pid}`;
  private pushed: string | undefined;
  private built: string | undefined;

  private constructor(
    /** Keys of the lab; values are as Pulumi passes them. */
    readonly config: Readonly<Record<string, string>>,
  ) {}

  static async prepare(config: Readonly<Record<string, string>> = {}): Promise<LocalLab> {
    const [registryPort, apiPort, appPort] = await freePorts(3);
    const ports = { registryPort, apiPort, appPort };
    const lab = new LocalLab({
      ...Object.fromEntries(Object.entries(ports).map(([key, port]) => [key, String(port)])),
      ...config,
    });
    const existing = await lab.leftovers();
    if (existing.length > 0) {
      throw new Error(`Docker has ${existing.join(", ")} already; \`npm run local:down\` removes a lab`);
    }
    return lab;
  }

  /** What the program submits for this lab. @param config replaces keys, but none of the ports */
  rehearse(config: Readonly<Record<string, string>> = {}): Promise<RehearsedLab> {
    return this.rehearsals.run({ ...this.config, ...config }, this.pushed);
  }

  get appUrl(): string {
    return `http://127.0.0.1:${this.config["appPort"]}`;
  }

  /** Creates networks and volumes, then all containers at once, and waits until they are healthy. */
  async up(): Promise<void> {
    const { resources } = await this.rehearse();
    const ofType = (type: string) => resources.filter((resource) => resource.type === type);
    const images = new Map(ofType(types.remoteImage).map(({ state, inputs }) => [state["imageId"], inputs["name"]]));
    await Promise.all([...new Set(images.values())].map((name: string) => this.pull(name)));
    await Promise.all([
      ...ofType(types.network).map(({ inputs }) => this.docker.createNetwork(networkOptions(inputs))),
      ...ofType(types.volume).map(({ inputs }) =>
        this.docker.createVolume({ Name: inputs["name"], Labels: labelsOf(inputs) }),
      ),
    ]);
    await Promise.all(ofType(types.container).map((one) => this.start(one, images.get(one.inputs["image"]))));
  }

  /** Builds the app's image on a base made from this machine's Node, and pushes it. @returns its reference by digest */
  async pushApp(): Promise<string> {
    const { resources } = await this.rehearse();
    const name = String(resources.find(({ type }) => type === "docker:index/image:Image")?.inputs["imageName"]);
    await importNodeImage(this.base);
    await dockerCommand("build", "--quiet", "--build-arg", `BASE=${this.base}`, "--tag", name, app);
    this.built = name;
    await waitUntil("the registry accepts the image", () => dockerCommand("push", "--quiet", name).then(() => true));
    const digests = (await dockerCommand("image", "inspect", "--format", '{{join .RepoDigests "\\n"}}', name)).split(
      "\n",
    );
    this.pushed = digests.find((digest) => digest.startsWith(name.replace(/:[^:]*$/, "@")))!;
    return this.pushed;
  }

  /** Stops a node at once, like a host that fails. */
  async stopNode(node: string): Promise<void> {
    await this.docker.getContainer(node).stop({ t: 0 });
  }

  async startNode(node: string): Promise<void> {
    await this.docker.getContainer(node).start();
  }

  async health(node: string): Promise<string | undefined> {
    return (await this.docker.getContainer(node).inspect()).State.Health?.Status;
  }

  /** Memory of each container in MiB, without the file cache that the kernel can drop at once. */
  async memory(): Promise<Record<string, number>> {
    const { resources } = await this.rehearse();
    const names = resources.filter(({ type }) => type === types.container).map(({ inputs }) => String(inputs["name"]));
    const entries = names.map(async (name) => {
      const { usage, stats } = (await this.docker.getContainer(name).stats({ stream: false })).memory_stats;
      const idle = (stats as unknown as Record<string, number>)["total_inactive_file"] ?? stats.inactive_file ?? 0;
      return [name, Math.round((usage - idle) / 2 ** 20)] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  /** Removes the whole lab. */
  async down(): Promise<void> {
    const { containers, volumes, networks } = await this.labResources();
    await Promise.all(containers.map(({ Id }) => this.docker.getContainer(Id).remove({ force: true, v: true })));
    await Promise.all([
      ...volumes.map(({ Name }) => this.docker.getVolume(Name).remove()),
      ...networks.map(({ Id }) => this.docker.getNetwork(Id).remove()),
    ]);
    for (const image of [this.built, this.pushed, this.base]) {
      if (image !== undefined) await dockerCommand("rmi", "--force", image).catch(() => undefined);
    }
  }

  /** Containers, volumes and networks of any lab on this Docker engine. */
  async leftovers(): Promise<string[]> {
    const { containers, volumes, networks } = await this.labResources();
    return [
      ...containers.map(({ Names }) => `container ${Names[0]?.slice(1)}`),
      ...volumes.map(({ Name }) => `volume ${Name}`),
      ...networks.map(({ Name }) => `network ${Name}`),
    ].sort();
  }

  private async labResources() {
    const filters = { label: ["lab=azure-container-lab"] };
    const [containers, volumes, networks] = await Promise.all([
      this.docker.listContainers({ all: true, filters }),
      this.docker.listVolumes({ filters }),
      this.docker.listNetworks({ filters }),
    ]);
    return { containers, volumes: volumes.Volumes ?? [], networks };
  }

  /** Pulls an image that is not there yet, unless stand-ins are in use: the real one would make another test of it. */
  private async pull(image: string): Promise<void> {
    const isPresent = await this.docker
      .getImage(image)
      .inspect()
      .then(() => true)
      .catch(() => false);
    if (isPresent) return;
    if (process.env["LAB_STAND_INS"] !== undefined) {
      throw new Error(`the image ${image} is missing, which .ci/run builds from LAB_STAND_INS`);
    }
    await dockerCommand("pull", "--quiet", image);
  }

  private async start(resource: SimulatedResource, image: string): Promise<void> {
    const container = await this.docker.createContainer(containerOptions(resource, image));
    const uploads = (resource.inputs["uploads"] ?? []) as { file: string; content: string }[];
    if (uploads.length > 0) await container.putArchive(await tarOf(uploads), { path: "/" });
    await container.start();
    if (resource.inputs["wait"] !== true) return;
    const name = String(resource.inputs["name"]);
    await waitUntil(`${name} is healthy`, async () => (await this.health(name)) === "healthy");
  }
}

function networkOptions({ name, ipamConfigs, ...others }: Inputs) {
  return {
    Name: String(name),
    Labels: labelsOf(others),
    IPAM: {
      Driver: "default",
      Config: (ipamConfigs as Inputs[]).map(({ subnet, gateway }) => ({ Subnet: subnet, Gateway: gateway })),
    },
  };
}

function labelsOf({ labels }: Inputs): Record<string, string> {
  return Object.fromEntries((labels as Inputs[]).map(({ label, value }) => [label, value]));
}

/** A tar archive of some files, readable for all as the provider makes them. */
async function tarOf(files: readonly { file: string; content: string }[]): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "lab-uploads-"));
  try {
    for (const { file, content } of files) {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
      writeFileSync(path, content);
      chmodSync(path, 0o644);
    }
    const names = files.map(({ file }) => file.slice(1));
    const args = ["--create", "--directory", folder, "--owner=0", "--group=0", "--no-recursion", ...names];
    return (await run("tar", args, { encoding: "buffer" })).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
