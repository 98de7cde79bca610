import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeAnswers } from "./engine";

/** Runs Compose's `config`, which prints the file as Compose reads it. */
function config(file: string, { interpolate }: { interpolate: boolean }) {
  const { PATH, HOME, DOCKER_CONFIG } = process.env;
  const args = ["compose", "--file", file, "config", "--format=json", ...(interpolate ? [] : ["--no-interpolate"])];
  return spawnSync("docker", args, { encoding: "utf8", env: { PATH, HOME, DOCKER_CONFIG } });
}

(composeAnswers() ? describe : describe.skip)("the Compose file", () => {
  let folder: string;
  let file: string;

  // A copy: Compose would read the passwords in host/.env, which a user may have made there.
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "lab-compose-"));
    file = join(folder, "compose.yaml");
    copyFileSync(join(__dirname, "../../host/compose.yaml"), file);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function services() {
    const { status, stdout, stderr } = config(file, { interpolate: false });
    expect([status, stderr]).toEqual([0, ""]);
    return JSON.parse(stdout).services;
  }

  it("is valid, and has WordPress on port 8080 and a database without a published port", () => {
    const { db, setup, wordpress, ...others } = services();
    expect(others).toEqual({});
    expect([db.ports, setup.ports]).toEqual([undefined, undefined]);
    expect(wordpress.ports).toEqual(["${WORDPRESS_ADDRESS:-127.0.0.1}:${WORDPRESS_PORT:-8080}:80"]);
    expect(setup.depends_on.db.condition).toBe("service_healthy");
  });

  it("opens WordPress only once its installation is finished, by an image and a folder that are the same", () => {
    const { setup, wordpress } = services();
    expect(wordpress.depends_on).toEqual({
      setup: expect.objectContaining({ condition: "service_completed_successfully" }),
    });
    expect([setup.image, setup.volumes[0]]).toEqual([wordpress.image, wordpress.volumes[0]]);
    expect(setup.environment).toEqual({
      ...wordpress.environment,
      WORDPRESS_ADMIN_PASSWORD: "${WORDPRESS_PASSWORD:-}",
      WORDPRESS_ADMIN_HASH: "${WORDPRESS_PASSWORD_HASH:-}",
    });
  });

  it("gives WordPress the database's password", () => {
    const { db, wordpress } = services();
    expect(db.environment.MARIADB_PASSWORD).toBe("${DB_PASSWORD:?run ./passwords first}");
    expect(wordpress.environment.WORDPRESS_DB_PASSWORD).toBe(db.environment.MARIADB_PASSWORD);
    expect(db.environment.MARIADB_ROOT_PASSWORD).toBe("${DB_ROOT_PASSWORD:?run ./passwords first}");
  });

  it("pins every image to a version", () => {
    const images = Object.values<{ image: string }>(services()).map(({ image }) => image);
    expect(images).toEqual(
      images.map(() => expect.stringMatching(/^\$\{LAB_IMAGES:-docker\.io\/library\}\/[a-z]+:\d+\.\d+\.\d+-\S+$/)),
    );
  });

  it("fails without passwords, and names the script that creates them", () => {
    const { status, stderr } = config(file, { interpolate: true });
    expect(status).not.toBe(0);
    expect(stderr).toContain("run ./passwords first");
  });
});
