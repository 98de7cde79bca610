/** Seconds that a pod waits for the order. Then it ends, and has done nothing. */
export const waitSeconds = 30;
/** The node's second timer comes so much later than the first one. */
const spareSeconds = 10;

/** What a script needs of a node. */
interface Script {
  /** Programs that the node must have. */
  readonly tools: readonly string[];
  /** Shell lines that run beforehand. `$device` is the network device that has the node's address. */
  readonly arm: readonly string[];
  /** The same once the order comes. */
  readonly order: readonly string[];
  /** The same at the end, whether or not the order came. */
  readonly end: readonly string[];
}

/**
 * Drops what leaves the node by its network device, at the root of the device's queue: below netfilter, and below what eBPF (Cilium)
 * redirects or masquerades, so nothing that runs on the node gets an answer out, and nothing that comes in is answered. The kernel has
 * `blackhole` built in (torvalds/linux, net/sched/Makefile); `netem` is a module that many lack (chaosblade-io/chaosblade #479).
 *
 * Two timers on the node end it: this script's own, and one of systemd's, should the script be killed. A restart ends it, too.
 */
export function cutScript(cutSeconds: number): string {
  const seconds = waitSeconds + cutSeconds + spareSeconds;
  return scriptOf({
    tools: ["ip", "tc"],
    arm: [
      // Nodes in containers have no systemd.
      "if [ -d /run/systemd/system ]; then",
      `  systemd-run --quiet --collect --unit="$name" --on-active=${seconds} "$(command -v tc)" qdisc del dev "$device" root`,
      "fi",
    ],
    order: [
      'tc qdisc replace dev "$device" root blackhole',
      `sleep ${cutSeconds}`,
      'tc qdisc del dev "$device" root || true',
    ],
    end: ['if [ -d /run/systemd/system ]; then systemctl stop "$name.timer" || true; fi'],
  });
}

/** Switches the machine off at once, as a loss of power does. In a container there is no systemd, and nothing happens. */
export function powerOffScript(): string {
  return scriptOf({
    tools: ["systemctl"],
    arm: ["[ -d /run/systemd/system ] || { echo 'it is not a machine with systemd'; exit 3; }"],
    order: ["systemctl --force --force poweroff"],
    end: [],
  });
}

/** The file by which a probe knows that the script of a pod waits for its order. @param name the pod's */
export function armedFile(name: string): string {
  return `/run/${name}.armed`;
}

/**
 * The order is the pod's deletion: the kubelet passes it on within a moment, as SIGTERM. So the API server needs no way into the node,
 * and the pod is gone by itself when the script has ended. `$1` is the pod's name, `$2` the node's address.
 */
function scriptOf({ tools, arm, order, end }: Script): string {
  return [
    "set -eu",
    "name=$1 ordered= waiting=",
    // It ends the sleep itself: an order that came between the question whether it had and `wait` would be waited out.
    'trap \'ordered=yes; [ -z "$waiting" ] || kill "$waiting" 2>/dev/null || true\' TERM',
    `for tool in ${tools.join(" ")}; do`,
    '  command -v "$tool" >/dev/null || { echo "it has no $tool"; exit 3; }',
    "done",
    'device=$(ip -o address show to "$2" | { read -r _ device _ || true; echo "$device"; })',
    '[ -n "$device" ] || { echo "no network device has $2"; exit 3; }',
    ...arm,
    `: > "${armedFile("$name")}"`,
    `sleep ${waitSeconds} &`,
    "waiting=$!",
    'if [ -z "$ordered" ]; then wait "$waiting" || true; fi',
    'kill "$waiting" 2>/dev/null || true',
    `rm -f "${armedFile("$name")}"`,
    "trap '' TERM",
    'if [ -n "$ordered" ]; then',
    ...order.map((line) => `  ${line}`),
    "fi",
    ...end,
  ].join("\n");
}
