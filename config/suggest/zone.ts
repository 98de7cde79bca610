import { findIana } from "windows-iana";

/** Abbreviations of which only one zone's clock is called so. */
const abbreviations: Readonly<Record<string, string>> = { KST: "Asia/Seoul", JST: "Asia/Tokyo" };

/** Letters alone, some with hours behind them, which several countries use: EST, MST, CST6CDT. IANA keeps some of them as zones. */
export function isAbbreviation(name: string): boolean {
  return /^[A-Z]{2,4}(?:\d[A-Z]{3})?$/i.test(name) && !["UTC", "GMT", "ROK", "ROC", "PRC"].includes(name.toUpperCase());
}

/** `Asia/Tokyo` for `Tokyo`, `asia/tokyo`, `Tokyo Standard Time`, `JST`. Nothing where two zones could be meant. */
export function suggestZone(given: string): string | undefined {
  const name = given.trim();
  const abbreviation = abbreviations[name.toUpperCase()];
  if (abbreviation !== undefined || isAbbreviation(name)) return abbreviation;
  const zones = Intl.supportedValuesOf("timeZone");
  const plain = name.replaceAll(" ", "_").toLowerCase();
  const whole = zones.find((zone) => zone.toLowerCase() === plain);
  const cities = zones.filter((zone) => zone.includes("/") && zone.split("/").at(-1)!.toLowerCase() === plain);
  return whole ?? (cities.length === 1 ? cities[0] : undefined) ?? findIana(name)[0];
}
