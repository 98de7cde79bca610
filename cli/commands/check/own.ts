import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { UserError } from "../../../lib/userError";
import type { Context } from "../../context";
import { judge } from "../../exercises/judge";
import { type Course, portsOf, repositoriesOf } from "../../exercises/load";
import { countNodes, observeSpace } from "../../exercises/observe/cluster";
import { dockerLogin } from "../../exercises/observe/dockerLogin";
import { observeRegistry } from "../../exercises/observe/registry";
import { visit } from "../../exercises/observe/visit";
import type { OwnDocker, OwnRegistry } from "../../exercises/observed";
import type { Values } from "../../exercises/placeholders";
import { registryIn, valuesIn } from "../../exercises/values";
import type { Progress } from "./class";

const prefix = "student-";

/**
 * One's own progress, with nothing but one's own kubeconfig, Docker and login.
 *
 * @param given path of the kubeconfig file. @default the one that kubectl reads
 * @throws UserError, CannotTell
 */
export async function lookAtOwn(
  context: Context,
  course: Course,
  given: string | undefined,
): Promise<() => Promise<Progress[]>> {
  const { kubeconfig, namespace } = readKubeconfig(context, given);
  const api = await context.kubernetes.connect({ kubeconfig });
  const label = namespace.slice(prefix.length);
  return async () => {
    const [space, nodeCount] = await Promise.all([observeSpace(api, namespace, visit), countNodes(api)]);
    const server = registryIn(space);
    const values = valuesIn(space, label, server, nodeCount);
    const docker = await dockerHere(context, course);
    const registry = await registryHere(context, course, server, values);
    const seen = { space, nodeCount, ...(docker && { docker }), ...(registry && { registry, login: registry.login }) };
    return [{ student: label, exercises: judge(course, seen, values, Date.now()) }];
  };
}

/** `undefined` where no Docker answers: the exercises with it are done elsewhere. */
function dockerHere({ docker }: Context, course: Course): Promise<OwnDocker | undefined> {
  return docker.observe(docker.host(), portsOf(course), visit).catch(() => undefined);
}

async function registryHere(
  { env }: Context,
  course: Course,
  server: string | undefined,
  values: Values,
): Promise<OwnRegistry | undefined> {
  if (server === undefined) return undefined;
  return observeRegistry(server, dockerLogin(server, env), repositoriesOf(course, values), env);
}

/** As far as it is looked at. */
const kubeconfigShape = z.object({
  "current-context": z.string().nullish(),
  contexts: z.array(z.object({ name: z.string(), context: z.object({ namespace: z.string().nullish() }) })).nullish(),
});

function readKubeconfig({ env, workingFolder }: Context, given: string | undefined) {
  const paths = (env["KUBECONFIG"] ?? "").split(delimiter).filter((path) => path !== "");
  const path = resolve(workingFolder, given ?? paths.find(existsSync) ?? join(homedir(), ".kube", "config"));
  if (!existsSync(path))
    throw new UserError(
      `There is no file ${path}. Name yours: \`--kubeconfig <file>\`; for a class, its stack: \`--stack dev\`.`,
    );
  const { text: kubeconfig, contexts, current } = contentOf(path);
  const namespace = contexts.find(({ name }) => name === current)?.context.namespace;
  if (namespace?.startsWith(prefix)) return { kubeconfig, namespace };
  throw new UserError(
    `The current context of ${path} is not a student's. Name a student's file with --kubeconfig, or the stack of the class with --stack.`,
  );
}

function contentOf(path: string) {
  try {
    const text = readFileSync(path, "utf8");
    const { contexts, "current-context": current } = kubeconfigShape.parse(parse(text));
    return { text, contexts: contexts ?? [], current };
  } catch {
    throw new UserError(
      `${path} is not a kubeconfig: YAML in UTF-8, with contexts. (PowerShell 5.1 writes UTF-16 by \`>\`.) Name another: ` +
        "`--kubeconfig <file>`.",
    );
  }
}
