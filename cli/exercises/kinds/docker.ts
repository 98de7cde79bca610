import { z } from "zod";
import { type Finding, defineKind, failing, missing } from "./kind";
import type { Container } from "../observed";

/** An image is on the student's own Docker. */
export const imagePresent = defineKind({
  room: "docker",
  parameters: { image: z.string() },
  ways: ["missing"],
  find: ({ image }, { docker }) => (docker?.images.includes(image) ? undefined : missing("missing", { image })),
});

/** A container of the student's own Docker serves pages on a port of this machine. */
export const containerServes = defineKind({
  room: "docker",
  parameters: { name: z.string(), port: z.number() },
  ways: ["missing", "stopped", "not-published", "no-answer"],
  find({ name, port }, { docker }) {
    const container = docker?.containers.find((one) => one.name === name);
    if (!container) return missing("missing", { name, port: String(port) });
    if (!container.running) return stopped(container);
    if (!container.ports.includes(port)) {
      return failing("not-published", { name, port: String(port), found: container.ports.join(", ") || "-" });
    }
    return docker?.answers[port] === undefined ? failing("no-answer", { name, port: String(port) }) : undefined;
  },
});

/**
 * A container and its image were there and are gone. Docker remembers by its events which containers it removed, until it restarts;
 * of images it does not remember the names.
 */
export const dockerRemoved = defineKind({
  room: "docker",
  parameters: { container: z.string(), image: z.string() },
  ways: ["never-there", "running", "still-there", "image-there"],
  find({ container: name, image }, { docker }) {
    const existing = docker?.containers.find((one) => one.name === name);
    if (existing) return missing(existing.running ? "running" : "still-there", { name });
    if (!docker?.removed.includes(name)) return missing("never-there", { name });
    return docker.images.includes(image) ? missing("image-there", { image }) : undefined;
  },
});

/** Labels by which Compose marks its containers (docs.docker.com, "Compose file reference"). */
const serviceLabel = "com.docker.compose.service";

/** The services of a Compose file run, whatever its project is called. */
export const composeRuns = defineKind({
  room: "docker",
  parameters: { services: z.array(z.string()).min(1) },
  ways: ["missing", "stopped"],
  find({ services }, { docker }) {
    for (const service of services) {
      const container = docker?.containers.find(({ labels }) => labels[serviceLabel] === service);
      if (!container) return missing("missing", { service, services: services.join(", ") });
      if (!container.running) return stopped(container);
    }
    return undefined;
  },
});

function stopped({ name, exitCode }: Container): Finding {
  return failing("stopped", { name, exitCode: String(exitCode) });
}
