/** What this tool reads of package.json. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The same of package-lock.json. */
export interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

/** A package that is newer than the lock file's. */
export interface Move {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Packages that stay in the range of package.json, and why. Dependabot leaves them there, too. */
export const held: Readonly<Record<string, string>> = {
  "@pulumi/pulumi": "3.248 is the last that declares Node 20",
  "@types/node": "they are those of the oldest Node that the lab runs on",
  typescript: "@pulumi/pulumi and typescript-eslint take none of the newer ones yet",
};

/** Names of a project's own dependencies. */
export function namesIn({ dependencies = {}, devDependencies = {} }: Manifest): string[] {
  return [...Object.keys(dependencies), ...Object.keys(devDependencies)].sort();
}

/** The dependencies that may leave their range, as `npm install` takes them. */
export function newest(manifest: Manifest): string[] {
  return namesIn(manifest)
    .filter((name) => !Object.hasOwn(held, name))
    .map((name) => `${name}@latest`);
}

/** Which of some packages have another version after an update. */
export function movesBetween(before: Lock, after: Lock, names: readonly string[]): Move[] {
  const versionIn = ({ packages }: Lock, name: string) => packages[`node_modules/${name}`]?.version ?? "none";
  return names
    .map((name) => ({ name, from: versionIn(before, name), to: versionIn(after, name) }))
    .filter(({ from, to }) => from !== to);
}
