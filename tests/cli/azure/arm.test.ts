import { z } from "zod";
import { type Arm, connectArm } from "../../../cli/azure/arm";
import { ArmRefusal } from "../../../cli/azure/refusal";
import { CannotTell } from "../../../cli/cannotTell";
import { ConnectProxy } from "../../connectProxy";
import { type FakeArmOptions, type FakeResource, account, fakeArm, forbidden, notFound, scope } from "./fakeArm";

const group = `${scope}/resourceGroups/lab1`;
const disk = (name: string): FakeResource => ({
  id: `${group}/providers/Microsoft.Compute/disks/${name}`,
  name,
  location: "koreacentral",
});
const disks = Array.from({ length: 7 }, (_, index) => disk(`disk${index}`));

const named = z.object({ name: z.string() });
const list = (arm: Arm) => arm.list({ path: `${scope}/resources`, apiVersion: "2021-04-01", shape: named });
const read = (arm: Arm, id = disks[0]!.id) => arm.get({ path: id, apiVersion: "2023-01-01", shape: named });

async function start(options: FakeArmOptions) {
  const fake = await fakeArm({ resources: disks, ...options });
  return { fake, arm: await fake.connect() };
}

async function errorOf(promise: Promise<unknown>): Promise<CannotTell> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof CannotTell) return error;
  throw new Error(`this is no CannotTell: ${String(error)}`);
}

describe("a list of Azure", () => {
  it("has all of its pages, each asked for once", async () => {
    const { fake, arm } = await start({ pageSize: 3 });
    expect(await list(arm)).toEqual(disks.map(({ name }) => ({ name })));
    expect(fake.requests).toEqual(Array(3).fill("GET /resources"));
  });

  it.each([
    ["is no JSON", "<html>Sign in to the school's network</html>", ""],
    ["has no value", { items: [] }, " at value"],
    ["has an item without a name", { value: [{ name: 1 }] }, " at value.0.name"],
    ["is empty", "", ""],
  ])("is not taken for an empty one if it %s", async (_what, body, where) => {
    const { arm } = await start({ faults: [{ on: /resources$/, body }] });
    const { message, exitCode } = await errorOf(list(arm));
    expect(message).toMatch(new RegExp(`^Azure's answer to GET ${scope}/resources cannot be read${where}: `));
    expect(exitCode).toBe(2);
  });

  it("follows no link to another host, and sends no token there", async () => {
    const body = { value: [], nextLink: "https://example.com/steal" };
    const { fake, arm } = await start({ faults: [{ on: /resources$/, body }] });
    await expect(list(arm)).rejects.toThrow("https://example.com/steal is not Azure's");
    expect(fake.requests).toEqual(["GET /resources"]);
  });
});

describe("a request to Azure", () => {
  it("waits as long as Azure says where it has had too many, and asks again", async () => {
    const busy = {
      status: 429,
      headers: { "retry-after": "17" },
      body: { error: { code: "TooManyRequests", message: "Wait." } },
    };
    const { fake, arm } = await start({ faults: [{ on: /disk0$/, ...busy, times: 2 }] });
    await expect(read(arm)).resolves.toEqual({ name: "disk0" });
    expect(fake.waits).toEqual([17_000, 17_000]);
  });

  it("understands a Retry-After that is a date, and waits for no longer than a minute", async () => {
    const until = (time: string) => ({ on: /disk0$/, status: 503, headers: { "retry-after": time }, times: 1 });
    const { fake, arm } = await start({
      faults: [until("Fri, 29 Jan 2027 09:00:20 GMT"), until("Fri, 29 Jan 2027 19:00:00 GMT")],
    });
    await read(arm);
    expect(fake.waits).toEqual([20_000, 60_000]);
  });

  it("gives up after six attempts, and says what to do", async () => {
    const { fake, arm } = await start({
      faults: [{ on: /disk0$/, status: 429, body: { error: { code: "TooManyRequests", message: "Slow down" } } }],
    });
    const { message } = await errorOf(read(arm));
    expect(message).toBe(
      `Azure refused GET ${disks[0]!.id} (429 TooManyRequests): Slow down. Azure has had too many requests of yours. Try again in five minutes.`,
    );
    expect(fake.waits).toEqual([1000, 2000, 4000, 8000, 16_000]);
  });

  it("asks again where the connection breaks or Azure fails for a moment", async () => {
    const { fake, arm } = await start({
      faults: [
        { on: /disk0$/, breaks: true, times: 1 },
        { on: /disk0$/, status: 502, times: 1 },
      ],
    });
    await expect(read(arm)).resolves.toEqual({ name: "disk0" });
    expect(fake.waits).toEqual([1000, 2000]);
  });

  it("says that Azure does not answer if nobody listens", async () => {
    const { fake, arm } = await start({});
    await fake.end();
    const { message, exitCode } = await errorOf(read(arm));
    expect(message).toMatch(/^Azure does not answer GET .*disk0 \(.*\)\. Is this machine on the Internet\?$/);
    expect(exitCode).toBe(2);
  });

  it("sends a change once only, unless Azure says that it has not begun", async () => {
    const { fake, arm } = await start({ faults: [{ on: /^POST/, status: 502 }] });
    const path = `${scope}/providers/Microsoft.Compute/register`;
    await errorOf(arm.post({ path, apiVersion: "2021-04-01", shape: z.object({}) }));
    expect(fake.requests).toHaveLength(1);
  });

  it.each([
    [forbidden, "(403 AuthorizationFailed)", " Ask an owner of the subscription for the role Reader at least."],
    [
      { status: 400, body: { code: "BadRequest", message: "AKS nests nothing" } },
      "(400 BadRequest)",
      ": AKS nests nothing.",
    ],
    [{ status: 418, body: "short and stout" }, "(418)", ": short and stout."],
    [
      { status: 401, body: { error: { code: "InvalidAuthenticationTokenTenant", message: "Wrong issuer." } } },
      "(401 InvalidAuthenticationTokenTenant)",
      `Sign in: \`az login --tenant ${account.subscription.tenant}\``,
    ],
  ])("says what Azure refused and what mends it: %j", async (answer, code, end) => {
    const { arm } = await start({ faults: [{ on: /disk0$/, ...answer }] });
    const error = await errorOf(read(arm));
    expect(error.message).toContain(`Azure refused GET ${disks[0]!.id} ${code}`);
    expect(error.message.endsWith(end)).toBe(true);
    expect((error as ArmRefusal).isForbidden).toBe(answer.status === 401 || answer.status === 403);
  });

  it("finds nothing for what does not exist, and only for that", async () => {
    const { arm } = await start({ faults: [{ on: /disk1$/, ...forbidden }] });
    const find = (id: string) => arm.find({ path: id, apiVersion: "2023-01-01", shape: named });
    await expect(find(`${group}/providers/Microsoft.Compute/disks/none`)).resolves.toBeUndefined();
    await expect(find(disks[1]!.id)).rejects.toThrow(ArmRefusal);
  });
});

describe("the sign-in", () => {
  it("is renewed once Azure refuses its token, in the middle of a list", async () => {
    const { fake, arm } = await start({ pageSize: 2, tokenRequests: 2 });
    expect(await list(arm)).toHaveLength(7);
    expect(fake.tokens).toEqual(["token-1", "token-2"]);
    expect(fake.requests).toHaveLength(5);
  });

  it("is renewed before its token ends", async () => {
    const { fake, arm } = await start({});
    await read(arm);
    await fake.clock.wait(3_500_000);
    await read(arm);
    expect(fake.tokens).toEqual(["token-1", "token-2"]);
    expect(fake.requests).toHaveLength(2);
  });

  it("is asked for once by many requests at a time", async () => {
    const { fake, arm } = await start({});
    await Promise.all(disks.map(({ id }) => read(arm, id)));
    expect(fake.tokens).toEqual(["token-1"]);
  });

  it.each([
    [
      "Azure CLI could not be found. Please visit https://aka.ms/azure-cli",
      /^The Azure CLI is not installed, .* Then sign in: `az login`$/,
    ],
    [
      "Please run 'az login' from a command prompt",
      /^You are not signed in to Azure any more \(.*\)\. Sign in: `az login --tenant 9{8}-.*`$/,
    ],
    [
      "Run the following command: az login --claims-challenge eyJ --scope https://management.azure.com/.default",
      /Sign in: `az login --claims-challenge eyJ --scope https:\/\/management\.azure\.com\/\.default`$/,
    ],
  ])("that fails is a sentence with the command that mends it: %s", async (words, sentence) => {
    const fake = await fakeArm();
    const error = Object.assign(new Error(words), { name: "CredentialUnavailableError" });
    const arm = await fake.connect({ getToken: () => Promise.reject(error) });
    expect((await errorOf(read(arm))).message).toMatch(sentence);
  });
});

describe("the proxy", () => {
  it("that the environment names is asked for Azure", async () => {
    const proxy = await new ConnectProxy(() => 0).start();
    proxy.refusal = 403;
    const { credential, clock } = await fakeArm();
    const env = { HTTPS_PROXY: `http://${proxy.address}` };
    const arm = await connectArm({ account, credential, clock, env, endpoint: "https://azure.test" });
    expect((await errorOf(read(arm))).exitCode).toBe(2);
    await proxy.stop();
    expect(new Set(proxy.asked)).toEqual(new Set(["CONNECT azure.test:443"]));
  });
});

describe("a deletion", () => {
  it.each(["Azure-AsyncOperation", "Location"] as const)("by %s is waited for until its end", async (deletion) => {
    const { fake, arm } = await start({ deletion, looks: 3 });
    await arm.remove(disks[0]!.id, "2023-01-01");
    expect(fake.has(disks[0]!.id)).toBe(false);
    expect(fake.requests.filter((one) => one.startsWith("GET /operations/"))).toHaveLength(3);
    expect(fake.waits.length).toBeGreaterThan(0);
    expect(new Set(fake.waits)).toEqual(new Set([15_000]));
  });

  it("of what is gone is done", async () => {
    const { arm } = await start({});
    await expect(arm.remove(`${group}/providers/Microsoft.Compute/disks/none`, "2023-01-01")).resolves.toBeUndefined();
  });

  it("of what goes meanwhile is done, though its operation is gone with it", async () => {
    const { fake, arm } = await start({ deletion: "Location", faults: [{ on: /operations/, ...notFound }] });
    await arm.remove(disks[0]!.id, "2023-01-01");
    expect(fake.requests).toHaveLength(2);
  });

  it("that does not end is given up after an hour", async () => {
    const { arm } = await start({ deletion: "Azure-AsyncOperation", looks: Infinity });
    const { message } = await errorOf(arm.remove(disks[0]!.id, "2023-01-01"));
    expect(message).toBe(
      `Azure has not ended DELETE ${disks[0]!.id} within an hour. Azure goes on by itself: look again later.`,
    );
  });

  it("that Azure refuses has Azure's code", async () => {
    const body = { error: { code: "ScopeLocked", message: "The scope is locked." } };
    const { arm } = await start({ faults: [{ on: /^DELETE/, status: 409, body }] });
    await expect(arm.remove(disks[0]!.id, "2023-01-01")).rejects.toMatchObject({
      status: 409,
      code: "ScopeLocked",
      exitCode: 2,
    });
  });

  it("that ends badly has Azure's code, too", async () => {
    const body = { status: "Failed", error: { code: "InUseSubnetCannotBeDeleted", message: "Subnet is in use." } };
    const { arm } = await start({ deletion: "Azure-AsyncOperation", faults: [{ on: /operations/, body }] });
    const error = (await errorOf(arm.remove(disks[0]!.id, "2023-01-01"))) as ArmRefusal;
    expect(error.code).toBe("InUseSubnetCannotBeDeleted");
    expect(error.message).toContain("Subnet is in use.");
  });
});
