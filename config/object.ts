import type { ConfigFault, Fix } from "./error";
import { type ConfigKey, type ConfigMember, exampleOf, isRequired } from "./keys";
import { isLikelyTypo, nearestTo } from "./spelling";
import { type ReadValue, readValue, parseRaw } from "./value";

type Members = NonNullable<ConfigKey["members"]>;

/** What a member is found to be: its value as it will do, and what is wrong with it as it was given. */
interface Finding {
  /** Name and value in the fixed object; none for a member that goes. */
  readonly fixed: readonly [string, unknown][];
  readonly faults: readonly ConfigFault[];
}

/** Reads a key that is an object: each member that is wrong, missing or unknown is a fault of its own. */
export function readObject(key: string, spec: ConfigKey & { readonly members: Members }, given: string): ReadValue {
  const value = parseRaw(given, "object");
  if (!isMapping(value)) return { value: undefined, faults: [wholeFault(key, spec, given)] };
  if (Object.keys(value).length === 0) return { value: undefined, faults: [] };
  const names = Object.keys(value);
  const strangers = names
    .filter((name) => !Object.hasOwn(spec.members, name))
    .map((name) => unknownMember(key, spec.members, name, value[name]));
  const spelt = strangers.flatMap(({ fixed }) => fixed.map(([name]) => name));
  const known = Object.entries(spec.members)
    .filter(([name]) => !spelt.includes(name) || names.includes(name))
    .map(([name, member]) => knownMember(`${key}.${name}`, name, member, value));
  const found = [...strangers, ...known];
  const faults = found.flatMap((finding) => finding.faults);
  if (faults.length === 0) return { value: spec.schema.parse(value), faults: [] };
  const object = { key, value: JSON.stringify(Object.fromEntries(found.flatMap(({ fixed }) => fixed))) };
  return { value: undefined, faults: faults.map((fault) => ({ ...fault, fix: { ...fault.fix, object } })) };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wholeFault(key: string, { members, allowed, example }: ConfigKey & { members: Members }, given: string) {
  const object = { key, value: example };
  const fixes = Object.entries(members)
    .filter(([, member]) => isRequired(member))
    .map(([name, { example, items }]): Fix => ({ key: `${key}.${name}`, value: example, item: items, object }));
  return { key, value: given, problem: "it is no object", allowed, fix: { key, value: example, members: fixes } };
}

function knownMember(path: string, name: string, member: ConfigMember, object: Record<string, unknown>): Finding {
  if (!Object.hasOwn(object, name)) {
    if (!isRequired(member)) return { fixed: [], faults: [] };
    const fix = { key: path, value: member.example, item: member.items };
    return {
      fixed: [[name, exampleOf(member)]],
      faults: [{ key: path, value: undefined, allowed: member.allowed, fix }],
    };
  }
  const { faults } = readValue(path, member, object[name], textOf(object[name]));
  const [fault] = faults;
  const fixed = fault ? exampleOf({ ...member, example: fault.fix.value! }) : object[name];
  return { fixed: [[name, fixed]], faults };
}

function unknownMember(key: string, members: Members, name: string, value: unknown): Finding {
  const nearest = nearestTo(name, Object.keys(members));
  const misspelt = isLikelyTypo(name, nearest, members[nearest]!, textOf(value));
  const fault = {
    key: `${key}.${name}`,
    value: textOf(value),
    problem: `${key} has no such member; the nearest is ${nearest}`,
    allowed: Object.keys(members).join(", "),
    fix: {
      key: `${key}.${name}`,
      value: undefined,
      ...(misspelt && { rename: { key: `${key}.${nearest}`, value: textOf(value) } }),
    },
  };
  return { fixed: misspelt ? [[nearest, value]] : [], faults: [fault] };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
