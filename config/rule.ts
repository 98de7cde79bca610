import type { ConfigFault } from "./error";
import type { ConfigKey } from "./key";
import type { LabConfig } from "./keys";

/** A rule between keys. It is asked only when the keys that it looks at are correct by themselves. */
export interface Rule {
  readonly keys: readonly (keyof LabConfig)[];
  /** What the keys have against each other. The fixes of all rules can be made together. */
  readonly faults: (config: LabConfig) => ConfigFault[];
}

/** Keys in the order of blame: of two that collide, the one that somebody chose is at fault, not the one with its default. */
export function chosenLast<Key extends keyof LabConfig>(
  keys: readonly Key[],
  config: LabConfig,
  specs: Readonly<Record<Key, ConfigKey>>,
): Key[] {
  const isChosen = (key: Key) => Number(config[key] !== specs[key].default);
  return [...keys].sort((a, b) => isChosen(a) - isChosen(b));
}
