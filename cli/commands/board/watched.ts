import { observedKinds } from "../../exercises/observe/cluster";
import type { Watched } from "./types";

const parts = Object.entries(observedKinds).map(([part, path]) => [part, `/${path.replace("…/", "")}`]);

/** Path of each kind of object, for the whole cluster: one watch each, however many students there are. */
export const watchedPaths: Readonly<Record<Watched, string>> = {
  namespaces: "/api/v1/namespaces",
  nodes: "/api/v1/nodes",
  ...(Object.fromEntries(parts) as Record<keyof typeof observedKinds, string>),
};

export const watchedKinds = Object.keys(watchedPaths) as Watched[];
