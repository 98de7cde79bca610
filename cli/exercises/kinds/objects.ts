import { z } from "zod";
import type { Space } from "../observed";
import { defineKind, missing } from "./kind";

const lists = { Deployment: "deployments", Service: "services" } as const;

/**
 * Objects of one name were there and are gone. Kubernetes remembers by its events, for about an hour, that there was one; not of
 * every kind, so one of them is enough.
 */
export const objectsDeleted = defineKind({
  room: "space",
  parameters: { objects: z.array(z.enum(["Deployment", "Service"])).min(1), name: z.string() },
  ways: ["never-there", "still-there"],
  find({ objects, name }, { space }) {
    const isThere = (kind: (typeof objects)[number]) =>
      space?.[lists[kind]].some(({ metadata }) => metadata.name === name);
    const left = objects.find(isThere);
    if (left !== undefined) return missing("still-there", { kind: left.toLowerCase(), name });
    return space && wasThere(space, objects, name) ? undefined : missing("never-there", { name });
  },
});

function wasThere({ events }: Space, kinds: readonly string[], name: string): boolean {
  return events.some(({ involvedObject: { kind, name: found } }) => kinds.includes(kind) && found === name);
}

/** A student has written into a ConfigMap how many nodes the cluster has: nothing else shows that somebody has looked. */
export const answerGiven = defineKind({
  room: "space",
  parameters: { configMap: z.string(), key: z.string() },
  ways: ["missing", "wrong"],
  find({ configMap, key }, { space, nodeCount }) {
    const found = space?.configMaps.find(({ metadata }) => metadata.name === configMap)?.data?.[key]?.trim();
    if (found === undefined || found === "") return missing("missing", { configMap, key });
    return found === String(nodeCount) ? undefined : missing("wrong", { configMap, key, found });
  },
});
