import { z } from "zod";
import { mostEmails } from "../../facts/azure/budgets";
import { podRangePrefix } from "../../facts/azure/networks";
import { leastMinutesStopped } from "../../facts/azure/curfew";
import { weekDays } from "../../facts/azure/workflows";
import { key } from "../key";
import { type Kind, flag, listOf, objectOf, oneOf, orEmpty, orZero, whole, wholeFrom } from "../kinds";
import { region, vmSize } from "../kinds/azure";
import { minorVersion } from "../kinds/kubernetes";
import { publicRanges, range } from "../kinds/network";
import { firstOfMonth, instant, timeOfDay, timeZone, utcOffset } from "../kinds/time";
import { mostNodes } from "../lab/keys";
import { suggestDay } from "../suggest/time";
import { furtherTags, tagValue } from "./tags";

const day = {
  type: "string",
  schema: z.enum(weekDays, { error: "no day of the week has this name" }),
  example: "Monday",
  suggest: suggestDay,
  placeholder: "DAY",
} as const;

const days: Kind<z.output<typeof day.schema>[]> = listOf(
  day,
  "a day is named twice",
  `a list of one or more of ${weekDays.join(", ")}; every day without it`,
  { least: 1 },
);

const email = {
  type: "string",
  schema: z.email({ error: "it is not a mail address" }),
  example: "instructor@example.com",
  // Out of `Kim <kim@school.example>`, as mail programs write it.
  suggest: (given: string) => /[^\s<>]+@[^\s<>]+/.exec(given)?.[0],
  placeholder: "MAIL-ADDRESS",
} as const;

const zone = { type: "integer", schema: z.int().min(1).max(3), example: "1", placeholder: "ZONE" } as const;

/** Keys of a lab on Azure as a whole: whose it is, what it may cost, when it ends. */
const accountKeys = {
  location: key(region, {
    only: "azure",
    default: "koreacentral",
    description: "Azure region of everything in the lab.",
  }),
  owner: key(tagValue, {
    only: "azure",
    default: "instructor",
    description: "Who answers for the lab; the tag `owner` on each resource.",
  }),
  tags: key(furtherTags, {
    only: "azure",
    default: {},
    description:
      "Further tags by name, on each resource and on what AKS makes for the nodes: many schools demand some. An example is `course: containers`.",
  }),
  endsAt: key(orEmpty(instant, "nothing"), {
    only: "azure",
    default: "",
    description:
      "When the lab is to be gone; the tag `endsAt` on each resource. Without deleteAtEnd it deletes nothing.",
  }),
  deleteAtEnd: key(flag, {
    only: "azure",
    default: false,
    allowed: "true with endsAt, or false",
    example: "false",
    description:
      "Deletes the resource group with all that is in it once endsAt is reached, within the hour if endsAt has passed already.",
  }),
  curfew: key(
    objectOf({
      stopAt: timeOfDay,
      startAt: {
        ...timeOfDay,
        schema: timeOfDay.schema.optional(),
        allowed: `${timeOfDay.allowed}, ${leastMinutesStopped} minutes or more from stopAt; without it nothing starts the lab`,
        example: "08:00",
      },
      timeZone,
      days: { ...days, schema: days.schema.default([...weekDays]) },
    }),
    {
      only: "azure",
      default: {},
      description:
        "Stops the cluster and the Docker host at a time of day and, with startAt, starts them again on the same days. A stopped lab can be started and destroyed, and not changed.",
    },
  ),
  budget: key(
    objectOf({
      amount: {
        ...wholeFrom(1),
        allowed: "a whole number of 1 or more, in the subscription's currency",
        example: "100",
      },
      emails: listOf(email, "an address is named twice", `a list of 1 to ${mostEmails} mail addresses`, {
        least: 1,
        most: mostEmails,
      }),
      startDate: firstOfMonth,
    }),
    {
      only: "azure",
      default: {},
      description:
        "What the lab may cost a month. Azure writes to the addresses when the costs come near; it stops nothing.",
    },
  ),
};

/** Azure's limit of authorized ranges (Learn, "API server authorized IP address ranges"). webFrom is kept to the same. */
const mostRanges = 200;

/** Keys of the AKS cluster. */
const clusterKeys = {
  maxNodeCount: key(orZero(whole(1, mostNodes), "no autoscaling"), {
    only: "azure",
    default: 0,
    allowed: `a whole number from nodeCount to ${mostNodes}, or 0 for no autoscaling`,
    example: "6",
    description: "Autoscaling adds nodes up to this many and never goes below nodeCount; 0 turns it off.",
  }),
  nodeSize: key(vmSize({ vcpus: 2, gibibytes: 4 }), {
    only: "azure",
    default: "Standard_D2s_v5",
    description:
      "VM size of the nodes. Standard_B2als_v2 costs less than half, and works, but AKS does not support B sizes officially. A change replaces the cluster.",
  }),
  kubernetesVersion: key(orEmpty(minorVersion, "nothing for AKS's default of the day"), {
    only: "azure",
    default: "",
    description:
      "Kubernetes minor version. Empty: AKS's default, which unlike a pinned version never expires; with windows 1.36, the last with Windows Server 2022 nodes.",
  }),
  nodeUpgrades: key(
    objectOf({
      day: oneOf(...weekDays),
      startAt: { ...timeOfDay, allowed: "a time from 00:00 to 23:59", example: "03:00" },
      utcOffset,
    }),
    {
      only: "azure",
      default: {},
      description:
        "When AKS may upgrade the images of the nodes, each week for four hours. That drains node after node, ends bare pods, and takes one node more of the quota. Empty: never, which suits a lab of days or weeks.",
    },
  ),
  zones: key(listOf(zone, "a zone is named twice", "a list of availability zones, each 1, 2 or 3"), {
    only: "azure",
    default: [],
    description:
      "Availability zones of the nodes. Empty: none, since not every region or subscription has them. A change replaces the cluster.",
  }),
  authorizedIpRanges: key(publicRanges(mostRanges), {
    only: "azure",
    default: [],
    description:
      "Who may reach the cluster's API server: the machine that runs Pulumi must be among them, and every student who uses kubectl. Empty: any address, with credentials.",
  }),
  webFrom: key(publicRanges(mostRanges), {
    only: "azure",
    default: [],
    description:
      "Who may reach the lab's pages: the app and IIS on the cluster, and the Docker host's web ports. Empty: everybody. Students' own load balancers are theirs to bound.",
  }),
  networkDataplane: key(oneOf("auto", "cilium", "azure"), {
    only: "azure",
    default: "auto",
    description:
      "Dataplane of the cluster's network. auto: cilium, but azure with a Windows pool, which Cilium cannot serve.",
  }),
  podCidr: key(range(8, 22, "10.244.0.0/16"), {
    only: "azure",
    default: "10.244.0.0/16",
    allowed: `an IPv4 range from /8 to /22: each node takes a /${podRangePrefix} of it`,
    description: "Addresses of the pods. A change replaces the cluster.",
  }),
  serviceCidr: key(range(12, 24, "10.0.0.0/16"), {
    only: "azure",
    default: "10.0.0.0/16",
    description: "Addresses of the Services inside the cluster. A change replaces the cluster.",
  }),
};

/** Keys of a lab on Azure. */
export const azureKeys = { ...accountKeys, ...clusterKeys };
