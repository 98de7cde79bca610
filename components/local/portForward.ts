import { shellCommand } from "../../lib/shell";

/** How kubectl reaches an existing cluster, and on which port of 127.0.0.1. */
export interface PortForward {
  context: string;
  /** @default the file that KUBECONFIG names, or ~/.kube/config */
  kubeconfigPath: string | undefined;
  appPort: number;
}

/** The command that makes port 80 of a Service answer on this machine, as a shell takes it. */
export function portForwardCommand(
  { context, kubeconfigPath, appPort }: PortForward,
  service: string,
  namespace: string,
): string {
  const file = kubeconfigPath === undefined ? [] : ["--kubeconfig", kubeconfigPath];
  const forward = ["port-forward", `service/${service}`, `${appPort}:80`];
  return shellCommand(["kubectl", ...file, "--context", context, "--namespace", namespace, ...forward]);
}
