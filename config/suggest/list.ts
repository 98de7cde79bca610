import { parseJson } from "../../lib/json";
import type { SetItemFix, SetListFix } from "../fix";
import type { Kind, ListItem } from "../kinds";
import { parseRaw } from "../raw";

/**
 * The fix that keeps what is right in a list, puts what was meant in the place of the rest, and takes a text for the list that it
 * reads like: `kim, lee`.
 *
 * @returns nothing if no item was meant to be anything
 */
export function suggestList(key: string, { schema, item }: Kind, value: unknown): SetItemFix | SetListFix | undefined {
  if (!item) return undefined;
  const given = itemsOf(value);
  if (given.some((one) => typeof one !== "string" && typeof one !== "number")) return undefined;
  const found = given.map((one) => meantItem(item, one));
  const list = apart(found, schema, item);
  const isOpen = list.some((one) => one === item.placeholder);
  if (list.length === 0 || (isOpen ? list.length === 1 : !schema.safeParse(list).success)) return undefined;
  if (list.length === 1) return { action: "setItem", key, value: String(list[0]), type: item.type };
  const sameLength = Array.isArray(value) && list.length === value.length;
  const changed = sameLength ? list.flatMap((one, index) => (one === value[index] ? [] : [index])) : undefined;
  return { action: "setList", key, list, type: item.type, ...(changed && { changed }) };
}

/** Without items that are there twice. One that only counts as the same, as kim and Kim do, gets a number. */
function apart(
  items: readonly (string | number)[],
  schema: Kind["schema"],
  { placeholder }: ListItem,
): (string | number)[] {
  return items.reduce<(string | number)[]>((earlier, one) => {
    if (one !== placeholder && earlier.includes(one)) return earlier;
    const known = earlier.filter((other) => other !== placeholder);
    const names = [one, ...[2, 3, 4].map((number) => `${one}${number}`)];
    return [
      ...earlier,
      names.find((name) => name === placeholder || schema.safeParse([...known, name]).success) ?? one,
    ];
  }, []);
}

function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "number") return [value];
  if (typeof value !== "string") return [];
  return value.split(/[,;\n]/).flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
}

function meantItem({ type, schema, suggest, placeholder }: ListItem, given: unknown): string | number {
  const texts = [typeof given === "string" ? (parseJson(given) ?? given) : given, String(given)];
  const whole = texts.find((one) => schema.safeParse(one).success);
  if (whole !== undefined) return whole as string | number;
  const meant = suggest?.(String(given));
  return meant !== undefined && schema.safeParse(parseRaw(meant, type)).success
    ? (parseRaw(meant, type) as string)
    : placeholder;
}
