import type { PlannedResource, Rehearsal } from "../../../rehearse";

/** A part of the lab, or somebody who uses it. */
export interface Box {
  /** Letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  /** What it is made of, in short. */
  readonly lines: readonly string[];
  /** The frame that it stands in; `undefined` for people. */
  readonly frame: Frame | undefined;
  /** What stands for it in the plan, without what is folded. */
  readonly resources: readonly PlannedResource[];
  /** Further parts that are the same but for their names. */
  readonly folded: readonly string[];
}

export type Frame = "lab" | "cluster";

/** What goes from one box to another, or who asks whom. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

export interface Picture {
  /** Titles of the frames that have boxes; `cluster` stands in `lab`. */
  readonly frames: Readonly<Record<Frame, string>>;
  readonly boxes: readonly Box[];
  readonly flows: readonly Flow[];
}

/** More do not fit on a page. */
const mostBoxes = 12;

/** Of the components that the lab creates itself, by type: titles, the frame, and a component of which there may be many. */
const known: Readonly<Record<string, { title: string; frame: Frame; each?: string }>> = {
  "lab:azure:Registry": { title: "Registry", frame: "lab", each: "lab:azure:StudentRepositories" },
  "lab:local:Registry": { title: "Registry", frame: "lab" },
  "lab:azure:Cluster": { title: "Nodes", frame: "cluster" },
  "lab:local:Cluster": { title: "Nodes", frame: "cluster" },
  "lab:local:ExistingCluster": { title: "A cluster that exists", frame: "cluster" },
  "lab:docker:AppImage": { title: "Image", frame: "lab" },
  "lab:azure:DockerHost": { title: "Docker host", frame: "lab" },
  "lab:azure:Curfew": { title: "Curfew", frame: "lab" },
  "lab:azure:Budget": { title: "Budget", frame: "lab" },
  "lab:local:Network": { title: "Network", frame: "lab" },
  "lab:kubernetes:Workload": { title: "App", frame: "cluster" },
  "lab:kubernetes:IisWorkload": { title: "IIS on Windows", frame: "cluster" },
  "lab:kubernetes:Classroom": { title: "Students' spaces", frame: "cluster", each: "lab:kubernetes:StudentSpace" },
};

/**
 * The lab as a picture: a box for each component right under the lab, however many resources it has; those of a fork have their own
 * names. What is more than fits is one box.
 */
export function pictureOf(rehearsal: Rehearsal): Picture {
  const { plan, config } = rehearsal;
  const lab = plan.resources.find(({ parent, component }) => parent === null && component);
  const parts = plan.resources.filter(({ parent, component }) => component && parent === lab?.urn);
  const boxes = fold([...people(rehearsal), ...parts.map((part) => boxOf(part, rehearsal))]);
  const there = new Set(boxes.map(({ id }) => id));
  return {
    frames: {
      lab: config.target === "azure" ? `Resource group on Azure, ${config.location}` : "Docker on this machine",
      cluster: "Kubernetes cluster",
    },
    boxes,
    flows: flowsOf(parts).filter(({ from, to }) => there.has(from) && there.has(to)),
  };
}

function people({ plan }: Rehearsal): Box[] {
  const person = (id: string, title: string, ...lines: string[]): Box => {
    return { id, title, lines, frame: undefined, resources: [], folded: [] };
  };
  const students = plan.capacity?.students;
  return [
    person("you", "You", "run Pulumi and Docker"),
    person("class", "The class", ...(students === undefined ? [] : [`${students} with a space each`])),
  ];
}

function boxOf(part: PlannedResource, { plan, inventory, config }: Rehearsal): Box {
  const { title, frame, each } = known[part.type] ?? { title: part.name, frame: "lab" };
  const below = descendants(part, plan.resources);
  const same = below.filter(({ type }) => type === each);
  const hidden = new Set(same.slice(1).flatMap((one) => [one, ...descendants(one, plan.resources)]));
  const shown = below.filter((one) => !one.component && !hidden.has(one));
  const machines = inventory.machines.filter(({ pool }) => pool).map(({ count, size }) => `${count} × ${size.name}`);
  const lines: Readonly<Record<string, readonly string[]>> = {
    "lab:azure:Cluster": machines,
    "lab:local:Cluster": [`${config.nodeCount} k3s in containers`],
    "lab:kubernetes:Workload": [`${config.replicas ?? config.nodeCount} pods, spread over the nodes`],
    "lab:kubernetes:Classroom": [`${same.length} × a namespace with quotas`],
    "lab:azure:DockerHost": ["nginx :80, WordPress :8080", "the lab's image :8081"],
    "lab:azure:Registry": ["no admin user", ...(same.length > 0 ? [`${same.length} × a part of a student`] : [])],
  };
  const count = below.filter(({ component }) => !component).length;
  return {
    id: part.name,
    title,
    lines: [...(lines[part.type] ?? []), `${count} ${count === 1 ? "resource" : "resources"}`],
    frame,
    resources: shown,
    folded: same.slice(1).map(({ name }) => name),
  };
}

function descendants(of: PlannedResource, resources: readonly PlannedResource[]): PlannedResource[] {
  return resources.filter(({ parent }) => parent === of.urn).flatMap((one) => [one, ...descendants(one, resources)]);
}

/** The last ones become one box. */
function fold(boxes: readonly Box[]): Box[] {
  if (boxes.length <= mostBoxes) return [...boxes];
  const rest = boxes.slice(mostBoxes - 1);
  return [
    ...boxes.slice(0, mostBoxes - 1),
    {
      id: "more",
      title: `${rest.length} more parts`,
      lines: rest.map(({ title }) => title),
      frame: "lab",
      resources: rest.flatMap(({ resources }) => resources),
      folded: [],
    },
  ];
}

/** By types of components, whose names a fork may change. */
function flowsOf(parts: readonly PlannedResource[]): Flow[] {
  const named = (...types: string[]) => parts.filter(({ type }) => types.includes(type)).map(({ name }) => name);
  const registry = named("lab:azure:Registry", "lab:local:Registry");
  const nodes = named("lab:azure:Cluster", "lab:local:Cluster", "lab:local:ExistingCluster");
  const host = named("lab:azure:DockerHost");
  const image = named("lab:docker:AppImage");
  const app = named("lab:kubernetes:Workload");
  const spaces = named("lab:kubernetes:Classroom");
  const all = (from: readonly string[], to: readonly string[], label: string): Flow[] =>
    from.flatMap((one) => to.map((other) => ({ from: one, to: other, label })));
  return [
    ...all(["you"], image, "build"),
    ...all(image, registry, "push"),
    ...all(registry, [...nodes, ...host], "pull"),
    ...all(nodes, [...app, ...spaces, ...named("lab:kubernetes:IisWorkload")], "run"),
    ...all(["class"], [...app, ...named("lab:kubernetes:IisWorkload")], "web"),
    ...all(["class"], host, "web"),
    ...all(["class"], spaces, "kubectl"),
    ...(spaces.length > 0 ? all(["class"], registry, "push, pull") : []),
    ...all(named("lab:azure:Curfew"), [...nodes, ...host], "stop, start"),
  ];
}
