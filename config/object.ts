import { isMapping } from "../lib/json";
import { nearestTo } from "../lib/nearest";
import type { ConfigFault } from "./error";
import type { SetObjectFix } from "./fix";
import type { ConfigKey } from "./key";
import { type Kind, isRequired, valueOf } from "./kinds";
import { parseRaw } from "./raw";
import { isLikelyTypo } from "./spelling";
import { type ReadValue, type ValueFault, readValue, setFix } from "./value";

type Members = Readonly<Record<string, Kind>>;

/** What a member is found to be: its entry in the fixed object, and what is wrong with it as it was given. */
interface Finding {
  /** Name and value in the fixed object; none for a member that is removed. */
  readonly fixed: readonly [string, unknown][];
  readonly faults: readonly MemberFault[];
}

/** A fault of a member, and the change of the member that fixes it. */
interface MemberFault extends Omit<ConfigFault, "fix"> {
  readonly change: SetObjectFix["members"][number];
}

/** Reads a key that is an object: each member that is wrong, missing or unknown is a fault of its own. */
export function readObject(key: string, spec: ConfigKey & { readonly members: Members }, given: string): ReadValue {
  const value = parseRaw(given, "object");
  if (!isMapping(value)) return { value: undefined, faults: [wholeFault(key, spec, given)] };
  if (Object.keys(value).length === 0) return { value: undefined, faults: [] };
  const names = Object.keys(value);
  const unknown = names
    .filter((name) => !Object.hasOwn(spec.members, name))
    .map((name) => unknownMember(key, spec.members, name, value[name]));
  const renamed = unknown.flatMap(({ fixed }) => fixed.map(([name]) => name));
  const known = Object.entries(spec.members)
    .filter(([name]) => !renamed.includes(name) || names.includes(name))
    .map(([name, member]) => knownMember(`${key}.${name}`, name, member, value));
  const found = [...unknown, ...known];
  const faults = found.flatMap((finding) => finding.faults);
  if (faults.length === 0) return { value: spec.schema.parse(value), faults: [] };
  const fixed = Object.fromEntries(found.flatMap((finding) => finding.fixed));
  return { value: undefined, faults: faults.map((fault) => objectFault(key, fixed, fault)) };
}

function objectFault(key: string, value: Record<string, unknown>, { change, ...fault }: MemberFault): ConfigFault {
  return { ...fault, fix: { action: "setObject", key, value, members: [change] } };
}

function wholeFault(key: string, spec: ConfigKey & { members: Members }, given: string): ConfigFault {
  const required = Object.entries(spec.members).filter(([, member]) => isRequired(member));
  const fix: SetObjectFix = {
    action: "setObject",
    key,
    value: Object.fromEntries(required.map(([name, member]) => [name, valueOf(member)])),
    members: required.map(([name, member]) => setFix(name, member, member.example)),
    replace: true,
  };
  return { key, value: given, problem: "it is not an object", allowed: spec.allowed, fix };
}

function knownMember(path: string, name: string, member: Kind, object: Record<string, unknown>): Finding {
  if (!Object.hasOwn(object, name)) {
    if (!isRequired(member)) return { fixed: [], faults: [] };
    const change = setFix(name, member, member.example);
    return {
      fixed: [[name, valueOf(member)]],
      faults: [{ key: path, value: undefined, allowed: member.allowed, change }],
    };
  }
  const faults = readValue(name, member, object[name], textOf(object[name])).faults;
  const [fault] = faults;
  const fixed = fault ? fixedValue(member, fault.fix) : object[name];
  return { fixed: [[name, fixed]], faults: faults.map(({ fix, ...rest }) => ({ ...rest, key: path, change: fix })) };
}

function fixedValue(member: Kind, fix: ValueFault["fix"]): unknown {
  return fix.action === "setList" ? fix.list : valueOf(member, fix.value);
}

function unknownMember(key: string, members: Members, name: string, value: unknown): Finding {
  const nearest = nearestTo(name, Object.keys(members));
  const member = members[nearest]!;
  const misspelt = isLikelyTypo(name, nearest, member, textOf(value));
  const fault: MemberFault = {
    key: `${key}.${name}`,
    value: textOf(value),
    problem: `${key} has no such member; the nearest is ${nearest}`,
    allowed: Object.keys(members).join(", "),
    change: misspelt
      ? { action: "rename", key: name, to: nearest, value: textOf(value), type: member.type }
      : { action: "unset", key: name },
  };
  return { fixed: misspelt ? [[nearest, value]] : [], faults: [fault] };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
