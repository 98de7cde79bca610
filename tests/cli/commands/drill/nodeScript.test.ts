import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { cutScript, powerOffScript } from "../../../../cli/commands/drill/losses/nodeScript";
import { until } from "../../../app/waiting";
import { describeOnPosix, noSignals } from "../../../platform";
import { temporaryFolder } from "../../harness";

/** Runs a script with programs of the test's own, which note how they are called. `sleep` waits for as long as there is a file `hold`. */
function start(script: string, { without = "", systemd = false } = {}) {
  const folder = temporaryFolder();
  const calls = join(folder, "calls");
  const note = `echo "$(basename "$0") $*" >> '${calls}'`;
  const programs: Record<string, string> = {
    ip: "echo '2: eth0    inet 10.1.0.4/24 brd 10.1.0.255 scope global eth0'",
    tc: note,
    "systemd-run": note,
    systemctl: note,
    sleep: `${note}\ncase $1 in 30) exec /bin/sleep 30;; esac`,
  };
  for (const [name, body] of Object.entries(programs)) {
    if (name === without) continue;
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  // The paths of the node, in a folder of the test's own.
  const own = script
    .replaceAll("/run/systemd/system", systemd ? folder : join(folder, "none"))
    .replaceAll("/run/", `${folder}/`);
  const env = { PATH: without === "" ? `${folder}:/usr/bin:/bin` : `${folder}:${join(folder, "none")}` };
  const child: ChildProcess = spawn("/bin/sh", ["-c", own, "drill", "lab-drill-1", "10.1.0.4"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const armed = join(folder, "lab-drill-1.armed");
  const ended = Promise.all([once(child, "exit"), text(child.stdout!)]).then(([[code], out]) => ({ code, out }));
  return {
    child,
    ended,
    isArmed: () => existsSync(armed),
    calls: () => (existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : []),
  };
}

/** The stand-in for `sleep` may be so late that its note comes last. */
const isSystemctl = (call: string) => call.startsWith("systemctl ");

describeOnPosix(noSignals, "the script on a node", () => {
  it("does nothing to the network until its order comes, then cuts it, waits on the node itself, and heals it", async () => {
    const run = start(cutScript(120));
    await until("it is armed", run.isArmed);
    expect(run.calls().filter((call) => call.startsWith("tc"))).toEqual([]);
    run.child.kill("SIGTERM");
    await expect(run.ended).resolves.toEqual({ code: 0, out: "" });
    expect(run.calls().filter((call) => call !== "sleep 30")).toEqual([
      "tc qdisc replace dev eth0 root blackhole",
      "sleep 120",
      "tc qdisc del dev eth0 root",
    ]);
    expect(run.isArmed()).toBe(false);
  });

  it("has systemd heal it as well, within five minutes at the longest, before anything is cut", async () => {
    const run = start(cutScript(240), { systemd: true });
    await until("it is armed", run.isArmed);
    const timers = run.calls().filter((call) => call.startsWith("systemd-run"));
    expect(timers).toEqual([
      expect.stringMatching(
        /^systemd-run --quiet --collect --unit=lab-drill-1 --on-active=280 .*\/tc qdisc del dev eth0 root$/,
      ),
    ]);
    run.child.kill("SIGTERM");
    await run.ended;
    expect(run.calls().filter(isSystemctl)).toEqual(["systemctl stop lab-drill-1.timer"]);
  });

  it("says what the node lacks, and does nothing", async () => {
    const run = start(cutScript(60), { without: "tc" });
    await expect(run.ended).resolves.toEqual({ code: 3, out: "it has no tc\n" });
    expect(run.calls()).toEqual([]);
  });

  it("switches off nothing that is not a machine with systemd", async () => {
    const run = start(powerOffScript());
    await expect(run.ended).resolves.toEqual({ code: 3, out: "it is not a machine with systemd\n" });
    expect(run.calls()).toEqual([]);
  });

  it("switches a machine off when the order comes", async () => {
    const run = start(powerOffScript(), { systemd: true });
    await until("it is armed", run.isArmed);
    run.child.kill("SIGTERM");
    await run.ended;
    expect(run.calls().filter(isSystemctl)).toEqual(["systemctl --force --force poweroff"]);
  });
});
