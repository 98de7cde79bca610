import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { importNodeImage } from "../../docker/engine";
import { copyTracked } from "../../tracked";
import { root } from "../words/program";
import type { GuideEngine } from "./engine";
import type { Place } from "./session";

/** The chapters that need an engine and no cluster, each with what its reader has before the first command. */
export const chapters: Readonly<Record<string, (engine: GuideEngine) => Promise<Place>>> = {
  "02-docker": emptyFolder,
  "03-compose": project,
  "04-registry": handout,
};

function emptyFolder(engine: GuideEngine): Promise<Place> {
  const home = mkdtempSync(path.join(engine.folder, "home-"));
  return Promise.resolve({ enter: engine.enter, folder: home, env: engine.envFor(home) });
}

/** A fresh clone of this project. */
async function project(engine: GuideEngine): Promise<Place> {
  const place = await emptyFolder(engine);
  copyTracked(".", path.join(place.folder, "container-lab"));
  return { ...place, folder: path.join(place.folder, "container-lab") };
}

/** As `htpasswd -Bbn <user> <password>` prints them. */
const users = {
  lab: { password: "lab's own", hash: "$2y$05$YguCm0f1ITQnfZ0upkBVxe/iWDVg70QbEUFoypXVf2SELuakvgLcq" },
  "student-kim": { password: "kim's own", hash: "$2y$05$d89hlBwt8druPC/eWcqzteNavbC1Kg9QQVfCV8aEivu4qCUiNVVni" },
};

const registryPort = 5001;

let registry: Promise<void> | undefined;

/** The folder that a student gets, and the lab's registry with the lab's app. */
async function handout(engine: GuideEngine): Promise<Place> {
  await (registry ??= startRegistry(engine));
  const place = await emptyFolder(engine);
  const folder = path.join(place.folder, "kim");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "registry-password.txt"), users["student-kim"].password);
  return { ...place, folder };
}

async function startRegistry(engine: GuideEngine): Promise<void> {
  const file = path.join(engine.folder, "htpasswd");
  writeFileSync(
    file,
    Object.entries(users)
      .map(([user, { hash }]) => `${user}:${hash}\n`)
      .join(""),
  );
  await engine.startRegistry(registryPort, {
    REGISTRY_AUTH: "htpasswd",
    REGISTRY_AUTH_HTPASSWD_REALM: "lab",
    REGISTRY_AUTH_HTPASSWD_PATH: file,
  });
  const server = `localhost:${registryPort}`;
  await importNodeImage("base:1", (...args) => engine.run("docker", ...args));
  const image = `${server}/app:lab`;
  await engine.run("docker", "build", "--quiet", "--build-arg", "BASE=base:1", "--tag", image, path.join(root, "app"));
  await engine.run("docker", "login", "--username", "lab", "--password", users.lab.password, server);
  await engine.run("docker", "push", "--quiet", image);
  await engine.run("docker", "rmi", image, "base:1");
}
