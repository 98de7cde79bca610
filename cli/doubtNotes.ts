import type { LabConfig } from "../config";
import { suggestRegion } from "../config/kinds/azure";
import { lastDayOf, newestVersion } from "../facts/azure/kubernetesVersions";
import { knownRegions } from "../facts/azure/regions";
import { usualVcpuLimit } from "../facts/azure/vcpus";
import { sizesOfSeries, vmSizesDate } from "../facts/azure/vmSizes";

type Keys = "target" | "location" | "nodeSize" | "hostSize" | "dockerHost" | "kubernetesVersion";

/**
 * What is accepted and perhaps cannot work: only Azure knows.
 *
 * @param vcpus of the whole lab
 * @param now milliseconds since 1970
 */
export function doubtNotes(config: Pick<LabConfig, Keys>, vcpus: number, now: number): string[] {
  const { target, location, nodeSize, hostSize, dockerHost, kubernetesVersion } = config;
  if (target !== "azure") return [];
  const sizes = new Set([nodeSize, ...(dockerHost ? [hostSize] : [])]);
  return [
    ...(location === undefined || knownRegions.includes(location) ? [] : [regionNote(location)]),
    ...[...sizes].filter((size) => sizesOfSeries(size) === undefined).map((size) => sizeNote(size, location)),
    ...(kubernetesVersion === undefined ? [] : versionNotes(kubernetesVersion, location, now)),
    ...(vcpus > usualVcpuLimit ? [vcpuNote(vcpus, location)] : []),
  ];
}

function regionNote(location: string): string {
  const suggested = suggestRegion(location);
  const meant = suggested === undefined ? "" : ` Was ${suggested} meant?`;
  return (
    `No region ${location} is known here.${meant} Azure may have got one of that name since; ` +
    "`az account list-locations --output table` shows which there are."
  );
}

function sizeNote(size: string, location: string): string {
  return (
    `No series of the VM size ${size} had a price on ${vmSizesDate}. Azure may have got it since; ` +
    `\`az vm list-skus --location ${location} --size ${size} --output table\` shows whether it is there.`
  );
}

function versionNotes(version: string, location: string, now: number): string[] {
  const lastDay = lastDayOf(version);
  const list = `\`az aks get-versions --location ${location} --output table\` shows what AKS makes clusters of`;
  if (lastDay === undefined)
    return [`Kubernetes ${version} is newer than ${newestVersion}, the last one known here: ${list}.`];
  if (now < Date.parse(lastDay) + 24 * 60 * 60 * 1000) return [];
  return [
    `AKS was to make clusters of Kubernetes ${version} until ${lastDay}: ${list}. Without kubernetesVersion it takes its default.`,
  ];
}

function vcpuNote(vcpus: number, location: string): string {
  return (
    `It takes ${vcpus} vCPUs, and without asking for more a subscription has ${usualVcpuLimit} in a region, or fewer: then not all of the ` +
    `machines are made. \`az vm list-usage --location ${location} --output table\` shows yours.`
  );
}
