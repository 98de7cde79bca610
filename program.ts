import type { LabOutputs } from "./components/containerLab";
import { loadConfig } from "./config/load";

/**
 * The lab: reads the stack's configuration, registers one `ContainerLab` and returns the stack's outputs. A wrong
 * configuration is reported before the components, and the provider SDKs that they use, are loaded.
 *
 * @throws ConfigError
 */
export async function program(): Promise<LabOutputs> {
  const config = loadConfig();
  const { ContainerLab } = await import("./components/containerLab");
  return new ContainerLab("lab", config).outputs;
}
