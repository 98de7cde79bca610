/**
 * Minor versions of Kubernetes on AKS, and the last day on which AKS makes a cluster of each without long-term support, which needs
 * another tier than the lab's (azure-aks-docs, `supported-kubernetes-versions.md`, 2026-08-05: "creation of new clusters isn't
 * possible during the platform support period", and an end without a day is the month's last).
 */
const lastDays: Readonly<Record<string, string>> = {
  "1.29": "2025-03-31",
  "1.30": "2025-08-22",
  "1.31": "2025-11-01",
  "1.32": "2026-03-31",
  "1.33": "2026-07-31",
  "1.34": "2026-11-30",
  "1.35": "2027-03-31",
  "1.36": "2027-06-30",
  "1.37": "2027-10-31",
};

/** When this list was looked through last. */
const listedOn = "2026-11-28";

/** The oldest that AKS still made clusters of when the list was made. */
export const oldestVersion = Object.keys(lastDays).find((version) => lastDays[version]! >= listedOn)!;

/** The newest in the list. */
export const newestVersion = Object.keys(lastDays).at(-1)!;

/** The last day of a version, `2026-11-30`; `undefined` if it is not in the list. */
export function lastDayOf(version: string): string | undefined {
  return lastDays[version];
}

/** Whether a minor version came before another. */
export function isOlder(version: string, other: string): boolean {
  return minorOf(version) < minorOf(other);
}

function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}
