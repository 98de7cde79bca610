import { findWindows } from "windows-iana";
import { z } from "zod";
import { weekDays } from "../facts/azure/workflows";
import { parseVmSize } from "../facts/azure/vmSize";
import { cidrFault, networkOf, prefixLength } from "../lib/cidr";
import { mebibytes, milliCpu } from "../lib/quantity";
import { sshPublicKeyFault } from "../lib/sshKey";
import { mostStudents, readNames, studentsOf } from "./students";

/** What a key, or a member of one that is an object, takes, and how people are told so. */
interface Spec {
  /** Type in Pulumi.yaml. */
  readonly type: "string" | "integer" | "boolean" | "array";
  /** Type of an array's items. */
  readonly items?: "string" | "integer";
  /** Turns the value into what the program works with, or says what is wrong with it. */
  readonly schema: z.ZodType;
  /** Completes "allowed: …" in an error. */
  readonly allowed: string;
  /** A value that is right, as typed in a shell, for the command in an error; of an array, its first item. */
  readonly example: string;
  /** What was probably meant by a value that is wrong, if that can be told. @default `example`, or the default for "" */
  readonly suggest?: (given: string) => string | undefined;
}

/** One configuration key, and what happens without it. */
export interface ConfigKey extends Omit<Spec, "type"> {
  readonly type: Spec["type"] | "object";
  /** The only target that has a use for the key. @default both have */
  readonly only?: "azure" | "local";
  /** What the stack has when it says nothing. Pulumi needs a default for each key that may be left out. */
  readonly default: string | number | boolean | readonly string[] | Readonly<Record<string, never>>;
  /** For Pulumi.yaml and the README's table. */
  readonly description: string;
  /** Of an object. One whose schema takes nothing for a value may be left out. */
  readonly members?: Readonly<Record<string, ConfigMember>>;
}

export type ConfigMember = Spec;

/** More nodes than this are a slip of the finger in a class, and an expensive one; AKS itself would go further. */
const mostNodes = 100;

/** Nodes that a class's laptop has the memory for. */
export const mostLocalNodes = 8;

/** Of an address range that may open SSH, at least this many bits must be fixed: a /8 is the largest that anyone owns. */
const sshFromPrefix = 8;

const empty = z.literal("").transform(() => undefined);

/** A port that needs no administrator to listen on. */
export const lowestPort = 1024;
export const highestPort = 65535;
const port = z.int().min(lowestPort).max(highestPort);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const ianaZone = {
  type: "string",
  schema: z.string().transform(windowsZone),
  allowed: "a name of the IANA time zone database",
  example: "Asia/Seoul",
} satisfies Spec;

/** Most people whom a budget writes to (Azure/bicep-types-az, Microsoft.Consumption 2024-08-01, `Notification`). */
const mostEmails = 50;

/** Everything that a stack can set. Azure's own terms where it has them. */
export const configKeys = {
  target: {
    type: "string",
    schema: z.enum(["azure", "local"]),
    default: "azure",
    allowed: "azure or local",
    example: "azure",
    description: "Where the lab stands: on Azure, or on the Docker of the machine that runs Pulumi.",
  },
  location: {
    type: "string",
    only: "azure",
    schema: z.string().regex(/^[a-z][a-z0-9]{2,29}$/),
    default: "koreacentral",
    allowed: "the short name of an Azure region, as `az account list-locations` puts it out",
    example: "koreacentral",
    description: "Azure region of everything in the lab.",
  },
  owner: {
    type: "string",
    only: "azure",
    schema: z
      .string()
      .min(1)
      .max(256)
      .regex(/^[^<>%&\\?/]*$/),
    default: "instructor",
    allowed: "1 to 256 characters, none of < > % & \\ ? /",
    example: "instructor",
    description: "Who answers for the lab; the tag `owner` on each resource.",
  },
  endsAt: {
    type: "string",
    only: "azure",
    schema: empty.or(z.iso.datetime({ offset: true })),
    default: "",
    allowed: "an instant with its offset, or nothing",
    example: "2027-01-29T18:00:00+09:00",
    description:
      "When the lab is to be gone; the tag `endsAt` on each resource. Without deleteAtEnd it deletes nothing.",
  },
  deleteAtEnd: {
    type: "boolean",
    only: "azure",
    schema: z.boolean(),
    default: false,
    allowed: "true with endsAt, or false",
    example: "false",
    suggest: suggestBoolean,
    description:
      "Deletes the resource group with all that is in it once endsAt is reached, within the hour if that is over already.",
  },
  curfew: {
    only: "azure",
    ...objectOf({
      stopAt: {
        type: "string",
        schema: timeOfDay,
        allowed: "a time from 00:00 to 23:59",
        example: "19:00",
        suggest: suggestTime,
      },
      timeZone: ianaZone,
      days: {
        type: "array",
        items: "string",
        schema: z
          .array(z.enum(weekDays, { error: "no day of the week has this name" }))
          .min(1)
          .refine(unique, "a day is named twice")
          .default([...weekDays]),
        allowed: `a list of one or more of ${weekDays.join(", ")}; every day without it`,
        example: "Monday",
      },
    }),
    description: "Stops the cluster and the Docker host at a time of day. Nothing starts them again by itself.",
  },
  budget: {
    only: "azure",
    ...objectOf({
      amount: {
        type: "integer",
        schema: z.int().min(1),
        allowed: "a whole number of 1 or more, in the subscription's currency",
        example: "100",
      },
      emails: {
        type: "array",
        items: "string",
        schema: z
          .array(z.email({ error: "it is no mail address" }))
          .min(1)
          .max(mostEmails)
          .refine(unique, "an address is named twice"),
        allowed: `a list of 1 to ${mostEmails} mail addresses`,
        example: "instructor@example.com",
      },
      startDate: {
        type: "string",
        schema: z
          .string()
          .regex(/^\d{4}-(0[1-9]|1[0-2])-01$/)
          .refine((date) => date >= "2017-06-01", "Azure has no budgets before 2017-06-01"),
        allowed: "the first of a month as YYYY-MM-01; of the current one, for a budget that is new",
        example: "2027-01-01",
        suggest: suggestMonth,
      },
    }),
    description: "What the lab may cost a month. Azure writes to the addresses when it comes near; it stops nothing.",
  },
  nodeCount: {
    type: "integer",
    schema: z.int().min(1).max(mostNodes),
    default: 4,
    allowed: `a whole number from 1 to ${mostNodes}`,
    example: "4",
    description: `Linux nodes of the cluster; at most ${mostLocalNodes} with target local. With kubeContext: how many that cluster has.`,
  },
  maxNodeCount: {
    type: "integer",
    only: "azure",
    schema: z
      .literal(0)
      .transform(() => undefined)
      .or(z.int().min(1).max(mostNodes)),
    default: 0,
    allowed: `a whole number from nodeCount to ${mostNodes}, or 0 for no autoscaling`,
    example: "6",
    description: "Autoscaling adds nodes up to this many and never goes below nodeCount; 0 turns it off.",
  },
  nodeSize: {
    type: "string",
    only: "azure",
    schema: z.string().superRefine(vmSizeCheck({ minimumVcpus: 2 })),
    default: "Standard_D2s_v5",
    allowed: "an Azure VM size with 2 vCPUs or more, not ARM",
    example: "Standard_D2s_v5",
    suggest: suggestSize,
    description:
      "VM size of the nodes. Standard_B2als_v2 costs less than half, and works, but AKS does not support B sizes officially. A change replaces the cluster.",
  },
  kubernetesVersion: {
    type: "string",
    only: "azure",
    schema: empty.or(z.string().regex(/^1\.[1-9]\d$/)),
    default: "",
    allowed: "a minor version such as 1.36, or nothing for AKS's default of the day",
    example: "1.36",
    description:
      "Kubernetes minor version. Empty: what AKS has as its default, which unlike a pinned one never expires; with windows 1.36, the last that has its nodes.",
  },
  zones: {
    type: "array",
    only: "azure",
    items: "integer",
    schema: z.array(z.int().min(1).max(3)).refine(unique, "a zone is named twice"),
    default: [],
    allowed: "a list of availability zones, each 1, 2 or 3",
    example: "1",
    description:
      "Availability zones of the nodes. Empty: none, since not every region or subscription has them. A change replaces the cluster.",
  },
  authorizedIpRanges: {
    type: "array",
    only: "azure",
    items: "string",
    schema: z.array(z.string().superRefine(cidrCheck())).refine(unique, "a range is named twice"),
    default: [],
    allowed: "a list of IPv4 ranges such as 203.0.113.0/24",
    example: "203.0.113.0/24",
    description:
      "Who may reach the cluster's API server; the machine that runs Pulumi must be among them. Empty: any address, with credentials.",
  },
  networkDataplane: {
    type: "string",
    only: "azure",
    schema: z.enum(["auto", "cilium", "azure"]),
    default: "auto",
    allowed: "auto, cilium or azure",
    example: "auto",
    description:
      "Dataplane of the cluster's network. auto: cilium, but azure with a Windows pool, which Cilium cannot serve.",
  },
  podCidr: {
    type: "string",
    only: "azure",
    schema: z.string().superRefine(cidrCheck({ widest: 8, narrowest: 22 })),
    default: "10.244.0.0/16",
    allowed: "an IPv4 range from /8 to /22: each node takes a /24 of it",
    example: "10.244.0.0/16",
    suggest: suggestRange,
    description: "Addresses of the pods. A change replaces the cluster.",
  },
  serviceCidr: {
    type: "string",
    only: "azure",
    schema: z.string().superRefine(cidrCheck({ widest: 12, narrowest: 24 })),
    default: "10.0.0.0/16",
    allowed: "an IPv4 range from /12 to /24",
    example: "10.0.0.0/16",
    suggest: suggestRange,
    description: "Addresses of the Services inside the cluster. A change replaces the cluster.",
  },
  hostCidr: {
    type: "string",
    only: "azure",
    schema: z.string().superRefine(cidrCheck({ widest: 8, narrowest: 28 })),
    default: "10.100.0.0/24",
    allowed: "an IPv4 range from /8 to /28",
    example: "10.100.0.0/24",
    suggest: suggestRange,
    description: "Addresses of the Docker host's network. A change replaces the host.",
  },
  windows: {
    type: "boolean",
    only: "azure",
    schema: z.boolean(),
    default: false,
    allowed: "true or false",
    example: "true",
    suggest: suggestBoolean,
    description: "Adds a Windows node and IIS on it. A change replaces the cluster.",
  },
  image: {
    type: "string",
    // Lower-case repository, optional registry host and port, then a tag, a digest or both (the distribution reference grammar).
    schema: empty.or(
      z
        .string()
        .max(500)
        .regex(
          /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/,
        )
        .refine(
          (reference) => /[:@][^/]*$/.test(reference),
          "it has neither tag nor digest, so it would change unnoticed",
        ),
    ),
    default: "",
    allowed: "a reference with a tag or a digest, or nothing to build app/",
    example: "ghcr.io/example/app:1.0.0",
    description:
      "A ready image, listening on port 8080, in place of app/. With target azure, or with kubeContext, no Docker is needed then.",
  },
  replicas: {
    type: "integer",
    schema: z
      .literal(0)
      .transform(() => undefined)
      .or(z.int().min(1).max(1000)),
    default: 0,
    allowed: "a whole number from 1 to 1000, or 0 for one a node",
    example: "8",
    description: "Pods of the workload; 0 means one a node.",
  },
  dockerHost: {
    type: "boolean",
    only: "azure",
    schema: z.boolean(),
    default: true,
    allowed: "true or false",
    example: "true",
    suggest: suggestBoolean,
    description: "The Docker host: a VM with nginx on :80, WordPress on :8080 and the lab's image on :8081.",
  },
  hostSize: {
    type: "string",
    only: "azure",
    schema: z.string().superRefine(vmSizeCheck({ minimumVcpus: 1 })),
    default: "Standard_B2als_v2",
    allowed: "an Azure VM size, not ARM",
    example: "Standard_B2als_v2",
    suggest: suggestSize,
    description: "VM size of the Docker host; 2 vCPUs and 4 GiB are enough for what runs on it.",
  },
  sshFrom: {
    type: "string",
    only: "azure",
    schema: empty.or(z.string().superRefine(cidrCheck({ widest: sshFromPrefix, narrowest: 32 }))),
    default: "",
    allowed: `one IPv4 range from /${sshFromPrefix} to /32, or nothing to keep SSH closed`,
    example: "203.0.113.7/32",
    suggest: suggestRange,
    description: "Who may reach the Docker host's port 22. Empty: nobody.",
  },
  sshPublicKey: {
    type: "string",
    only: "azure",
    schema: empty.or(z.string().superRefine(faultCheck(sshPublicKeyFault))),
    default: "",
    allowed: "an ed25519 key, or an RSA key of 2048 bits or more, in OpenSSH form; or nothing to have one made",
    example: '"$(cat ~/.ssh/id_ed25519.pub)"',
    description: "Key that opens the Docker host. Empty: the lab makes a pair; `sshPrivateKey` is its private part.",
  },
  shutdownAt: {
    type: "string",
    only: "azure",
    schema: empty.or(timeOfDay),
    default: "19:00",
    allowed: "a time from 00:00 to 23:59, or nothing to leave it running",
    example: "19:00",
    suggest: suggestTime,
    description: "When the Docker host is switched off each day, and billed no more, until somebody starts it.",
  },
  timeZone: { ...ianaZone, only: "azure", default: "Asia/Seoul", description: "Time zone of shutdownAt." },
  registryPort: {
    type: "integer",
    only: "local",
    schema: port,
    default: 5001,
    allowed: "a port from 1024 to 65535",
    example: "5002",
    description: "Port of the registry on 127.0.0.1. Not 5000, where macOS listens itself.",
  },
  apiPort: {
    type: "integer",
    only: "local",
    schema: port,
    default: 6550,
    allowed: "a port from 1024 to 65535",
    example: "6551",
    description: "Port of the cluster's API server on 127.0.0.1.",
  },
  appPort: {
    type: "integer",
    only: "local",
    schema: port,
    default: 8090,
    allowed: "a port from 1024 to 65535",
    example: "8091",
    description: "Port of the app on 127.0.0.1. 8080 is the Compose file's.",
  },
  networkCidr: {
    type: "string",
    only: "local",
    schema: z.string().superRefine(cidrCheck({ widest: 8, narrowest: 27 })),
    default: "10.150.0.0/24",
    allowed: "an IPv4 range from /8 to /27",
    example: "10.150.0.0/24",
    suggest: suggestRange,
    description:
      "Addresses of the nodes' network on Docker, apart from its other networks. Fixed, so that the nodes have the same ones after a restart. A change makes the containers anew, on the data of the old ones.",
  },
  kubeContext: {
    type: "string",
    only: "local",
    schema: empty.or(
      z
        .string()
        .max(253)
        .regex(/^[\w.@:/+=,%-]+$/),
    ),
    default: "",
    allowed: "the name of a context, without spaces or signs of a shell, or nothing",
    example: "kind-kind",
    description:
      "A cluster that is there already (kind, minikube, Docker Desktop, the school's), by its context in your kubeconfig, in place of the lab's own. Needs registryServer or image.",
  },
  kubeconfig: {
    type: "string",
    only: "local",
    schema: empty.or(z.string().max(4096)),
    default: "",
    allowed: "the path of a kubeconfig file, or nothing for the usual one",
    example: "./school.yaml",
    description: "The file that kubeContext is in. Empty: what KUBECONFIG names, or ~/.kube/config.",
  },
  registryServer: {
    type: "string",
    only: "local",
    schema: empty.or(
      z
        .string()
        .max(253)
        .regex(/^[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/),
    ),
    default: "",
    allowed: "a registry's host, with its port and path if it has them, or nothing",
    example: "localhost:5001",
    description:
      "With kubeContext: the registry that app/ is pushed to, under a name by which the cluster can pull from it, too. Your own `docker login` is used.",
  },
  apiServer: {
    type: "string",
    only: "local",
    schema: empty.or(z.url({ protocol: /^https$/ })),
    default: "",
    allowed: "an address such as https://10.0.0.5:6443, or nothing",
    example: "https://10.0.0.5:6443",
    description:
      "With kubeContext and students: the API server's address as the students reach it, for their kubeconfigs.",
  },
  students: {
    type: "array",
    items: "string",
    schema: z.array(z.string().or(z.number().superRefine(refuseNumber).transform(String))).transform(studentList),
    default: [],
    allowed: `a list of 0 to ${mostStudents} names, such as ["kim","이민호"], no two of them the same in Latin letters`,
    example: "kim",
    description: "Who gets a space of their own on the cluster: a namespace with quotas, and a kubeconfig for it.",
  },
  studentsFile: {
    type: "string",
    schema: empty.or(z.string().transform(studentFile)),
    default: "",
    allowed: `a text file of 0 to ${mostStudents} names, one a line, by its path from the project's folder; or nothing`,
    example: "students.example.txt",
    description: "The same from a file, one name a line; empty lines, and what comes after a #, do not count.",
  },
  studentCpu: {
    type: "string",
    schema: z.string().transform(amount(milliCpu, { from: 50, to: 16_000 })),
    default: "200m",
    allowed: "CPUs from 50m to 16, as Kubernetes writes them",
    example: "500m",
    description:
      "CPU that is kept free for each student. Ten times as much is theirs as long as nobody else needs it: CPU can be shared.",
  },
  studentMemory: {
    type: "string",
    schema: z.string().transform(amount(mebibytes, { from: 64, to: 65_536 })),
    default: "640Mi",
    allowed: "memory from 64Mi to 64Gi, as Kubernetes writes it",
    example: "1Gi",
    suggest: suggestMemory,
    description: "Memory that is kept free for each student. Twice as much is theirs as long as there is some.",
  },
  studentPods: {
    type: "integer",
    schema: z.int().min(1).max(100),
    default: 10,
    allowed: "a whole number from 1 to 100",
    example: "10",
    description:
      "Pods of each student. One that asks for nothing gets its share of CPU and memory, so that as many do run.",
  },
  studentServices: {
    type: "integer",
    schema: z.int().min(0).max(50),
    default: 5,
    allowed: "a whole number from 0 to 50",
    example: "5",
    description: "Services of each student.",
  },
  studentLoadBalancers: {
    type: "integer",
    schema: z.int().min(0).max(10),
    default: 1,
    allowed: "a whole number from 0 to 10",
    example: "1",
    description:
      "Of these, Services of type LoadBalancer. On Azure each has a public address, about 0.005 USD an hour.",
  },
  studentVolumes: {
    type: "integer",
    schema: z.int().min(0).max(20),
    default: 1,
    allowed: "a whole number from 0 to 20",
    example: "1",
    description:
      "PersistentVolumeClaims of each student, 5 GiB at most each. On Azure each is a disk, billed by itself.",
  },
} satisfies Record<string, ConfigKey>;

/** The parts of a key that is an object: off, or with all its members but those that have a value of their own. */
function objectOf<Members extends Record<string, ConfigMember>>(members: Members) {
  type Shape = { [Name in keyof Members]: Members[Name]["schema"] };
  const entries = Object.entries<ConfigMember>(members);
  const shape = Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])) as Shape;
  const off = z.strictObject({}).transform(() => undefined);
  const example = entries.filter(([, member]) => isRequired(member)).map(([name, member]) => [name, exampleOf(member)]);
  return {
    type: "object" as const,
    members,
    schema: off.or(z.strictObject(shape)),
    default: {},
    allowed: `${entries.map(([name, { allowed }]) => `${name}: ${allowed}`).join(". ")}. Or nothing`,
    example: JSON.stringify(Object.fromEntries(example)),
  };
}

export function isRequired({ schema }: ConfigMember): boolean {
  return !schema.safeParse(undefined).success;
}

/** A member's example as its value: the list with the one item, and no text where a number is meant. */
export function exampleOf({ type, items, example }: ConfigMember): unknown {
  const value: unknown = (items ?? type) === "string" ? example : JSON.parse(example);
  return items ? [value] : value;
}

/** `10.0.0.7` for `10.0.0.7/32`, `10.0.0.7/24` for `10.0.0.0/24`. */
function suggestRange(given: string): string | undefined {
  const candidates = [`${given}/32`, networkOf(given)];
  return candidates.find((candidate) => candidate !== undefined && cidrFault(candidate) === undefined);
}

function suggestSize(given: string): string | undefined {
  const name = `Standard_${given}`;
  return parseVmSize(name)?.architecture === "amd64" ? name : undefined;
}

function suggestTime(given: string): string | undefined {
  return /^\d:[0-5]\d$/.test(given) ? `0${given}` : undefined;
}

/** YAML takes a date without quotes for an instant, which is what Pulumi then hands over. */
function suggestMonth(given: string): string | undefined {
  const [, month] = /^(\d{4}-\d{2})(?:-\d{2}(?:T.*)?)?$/.exec(given) ?? [];
  return month && `${month}-01`;
}

function suggestBoolean(given: string): string | undefined {
  if (/^(yes|on|y|1)$/i.test(given)) return "true";
  return /^(no|off|n|0)$/i.test(given) ? "false" : undefined;
}

/** A zod check out of a function that tells what is wrong with a text. */
function faultCheck(faultOf: (text: string) => string | undefined) {
  return (text: string, context: z.RefinementCtx) => {
    const fault = faultOf(text);
    if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
  };
}

function cidrCheck(limits?: { widest: number; narrowest: number }) {
  return faultCheck((text) => {
    if (limits && /^(\*|any|internet|0\.0\.0\.0\/0)$/i.test(text)) return "that is the whole Internet";
    const fault = cidrFault(text);
    if (fault !== undefined || !limits) return fault;
    const bits = prefixLength(text);
    if (bits < limits.widest) return `a /${bits} is too wide`;
    return bits > limits.narrowest ? `a /${bits} is too narrow` : undefined;
  });
}

function vmSizeCheck({ minimumVcpus }: { minimumVcpus: number }) {
  return faultCheck((text) => {
    const size = parseVmSize(text);
    if (!size) return "no VM size has such a name";
    if (size.architecture === "arm64") return "it is an ARM size, and the lab's image is built for amd64";
    return size.vcpus < minimumVcpus ? `it has ${size.vcpus} vCPU` : undefined;
  });
}

/** Azure's schedules want Windows' names for time zones; people know the IANA ones. */
function windowsZone(name: string, context: z.RefinementCtx) {
  const zone = findWindows(name)[0] ?? findWindows(canonicalZone(name))[0];
  if (zone !== undefined) return zone;
  context.addIssue({ code: "custom", message: "no time zone has this name" });
  return z.NEVER;
}

/** Zones get renamed (Europe/Kiev, Europe/Kyiv); the platform knows under which name the tables have them. */
function canonicalZone(name: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return name;
  }
}

/** Pulumi, which is told that the items are text, would refuse a student number that it keeps as a number. */
function refuseNumber(number: number, context: z.RefinementCtx) {
  const message = `${number} is a number: put it in quotes in the stack's file, or set it with --type string`;
  context.addIssue({ code: "custom", message });
}

/** The students in a list of names. */
function studentList(names: readonly string[], context: z.RefinementCtx) {
  const { students, faults } = studentsOf(names);
  const problems = faults.map(({ index, problem }) => ({ path: [index], message: problem }));
  return told(context, students, names.length > mostStudents ? [tooMany(names.length)] : problems);
}

/** The students in the file at a path. */
function studentFile(path: string, context: z.RefinementCtx) {
  const file = readNames(path);
  if ("problem" in file) return told(context, [], [{ message: file.problem }]);
  const { students, faults } = studentsOf(file.names.map(({ name }) => name));
  const problems = faults.map(({ index, problem }) => {
    const { name, line } = file.names[index]!;
    return { message: `of ${JSON.stringify(name)} in line ${line}, ${problem}` };
  });
  return told(context, students, students.length > mostStudents ? [tooMany(students.length)] : problems);
}

function tooMany(names: number) {
  return { message: `it has ${names} names` };
}

/** Of more faults than these, the others are probably of the same kind. */
const mostProblems = 5;

function told<T>(context: z.RefinementCtx, value: T, problems: readonly { path?: number[]; message: string }[]): T {
  const [shown, left] = [problems.slice(0, mostProblems), problems.length - mostProblems];
  for (const problem of shown) context.addIssue({ code: "custom", ...problem });
  if (left > 0) context.addIssue({ code: "custom", message: `and ${left} more like these` });
  return problems.length > 0 ? z.NEVER : value;
}

/** A Kubernetes quantity in a unit, within limits in that unit. */
function amount(inUnit: (text: string) => number | undefined, { from, to }: { from: number; to: number }) {
  return (text: string, context: z.RefinementCtx) => {
    const value = inUnit(text);
    if (value !== undefined && value >= from && value <= to) return value;
    const message =
      value === undefined ? "it is no Kubernetes quantity" : value < from ? "it is too little" : "it is too much";
    return told(context, 0, [{ message }]);
  };
}

/** `512Mi` for `512`, `512M` or `512m`, which Kubernetes takes for thousandths of a byte. */
function suggestMemory(given: string): string | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([mg])?i?b?$/i.exec(given) ?? [];
  return number === undefined ? undefined : `${number}${(unit ?? "M").toUpperCase()}i`;
}

function unique(items: readonly unknown[]): boolean {
  return new Set(items).size === items.length;
}
