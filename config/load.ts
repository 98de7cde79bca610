import * as pulumi from "@pulumi/pulumi";
import { type LabConfig, readConfig } from "./index";

/** Reads the configuration of the running stack. Only this function reads it. @throws ConfigError */
export function loadConfig(): LabConfig {
  const project = pulumi.getProject();
  // The SDK has this function, and leaves it out of its types.
  const runtime = pulumi.runtime as unknown as { isConfigSecret(name: string): boolean };
  const isSecret = (name: string) => runtime.isConfigSecret(name);
  return readConfig(pulumi.runtime.allConfig(), project, pulumi.getStack(), isSecret);
}
