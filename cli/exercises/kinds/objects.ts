import { z } from "zod";
import type { Space } from "../observed";
import { defineKind, missing } from "./kind";

const removable = { Deployment: "deployments", Service: "services" } as const;

/** An object was there and is gone. Kubernetes remembers an object by its events, for about an hour. */
export const objectDeleted = defineKind({
  room: "space",
  parameters: { object: z.enum(["Deployment", "Service"]), name: z.string() },
  ways: ["never-there", "still-there"],
  find({ object, name }, { space }) {
    const details = { kind: object.toLowerCase(), name };
    const objects: readonly { metadata: { name: string } }[] = space?.[removable[object]] ?? [];
    if (objects.some(({ metadata }) => metadata.name === name)) return missing("still-there", details);
    return space && wasThere(space, object, name) ? undefined : missing("never-there", details);
  },
});

function wasThere({ events }: Space, kind: string, name: string): boolean {
  return events.some(({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === name);
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
