import * as pulumi from "@pulumi/pulumi";
import { ConfigError, readConfig } from "../../config";
import { loadConfig } from "../../config/load";
import { type ConfigKey, configKeys } from "../../config/keys";
import { errorOf } from "../errorOf";

const project = "azure-container-lab";
const sshPublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const digest = `sha256:${"a".repeat(64)}`;
const privateKey = "-----BEGIN OPENSSH PRIVATE KEY-----\nTopSecret\n-----END OPENSSH PRIVATE KEY-----\n";

function read(config: Record<string, string>) {
  return readConfig(
    Object.fromEntries(Object.entries(config).map(([key, value]) => [`${project}:${key}`, value])),
    project,
    "dev",
  );
}

function refusal(config: Record<string, string>): ConfigError {
  return errorOf(ConfigError, () => read(config));
}

/** What is proposed in place of a value that is nearly right, or of nothing. */
const meant: Record<string, string> = {
  "windows ": "false",
  "dockerHost no": "false",
  "sshFrom 1.2.3.4": "1.2.3.4/32",
  "sshFrom 10.0.0.7/24": "10.0.0.0/24",
  "shutdownAt 9:00": "09:00",
};

describe("readConfig", () => {
  it("has a value for every key without any configuration", () => {
    expect(read({})).toEqual({
      target: "azure",
      location: "koreacentral",
      owner: "instructor",
      endsAt: undefined,
      deleteAtEnd: false,
      curfew: undefined,
      budget: undefined,
      nodeCount: 4,
      maxNodeCount: undefined,
      nodeSize: "Standard_D2s_v5",
      kubernetesVersion: undefined,
      zones: [],
      authorizedIpRanges: [],
      networkDataplane: "auto",
      podCidr: "10.244.0.0/16",
      serviceCidr: "10.0.0.0/16",
      hostCidr: "10.100.0.0/24",
      windows: false,
      image: undefined,
      replicas: undefined,
      dockerHost: true,
      hostSize: "Standard_B2als_v2",
      sshFrom: undefined,
      sshPublicKey: undefined,
      shutdownAt: "19:00",
      timeZone: "Korea Standard Time",
      registryPort: 5001,
      apiPort: 6550,
      appPort: 8090,
      networkCidr: "10.150.0.0/24",
      kubeContext: undefined,
      kubeconfig: undefined,
      registryServer: undefined,
      apiServer: undefined,
      students: [],
      studentsFile: undefined,
      studentCpu: 200,
      studentMemory: 640,
      studentPods: 10,
      studentServices: 5,
      studentLoadBalancers: 1,
      studentVolumes: 1,
    });
  });

  it.each([
    ["location", "eastus2", "eastus2"],
    ["owner", "Dr. Kim", "Dr. Kim"],
    ["owner", "x".repeat(256), "x".repeat(256)],
    ["endsAt", "2027-01-29T18:00:00+09:00", "2027-01-29T18:00:00+09:00"],
    ["endsAt", "2027-01-29T09:00:00Z", "2027-01-29T09:00:00Z"],
    ["endsAt", "", undefined],
    ["curfew", "{}", undefined],
    [
      "curfew",
      '{"stopAt":"00:00","timeZone":"Europe/Kyiv"}',
      {
        stopAt: "00:00",
        timeZone: "FLE Standard Time",
        days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
      },
    ],
    [
      "curfew",
      '{"days":["Sunday","Friday"],"stopAt":"23:59","timeZone":"UTC"}',
      { stopAt: "23:59", timeZone: "UTC", days: ["Sunday", "Friday"] },
    ],
    ["budget", "{}", undefined],
    [
      "budget",
      '{"amount":1,"emails":["a+lab@school.example"],"startDate":"2017-06-01"}',
      { amount: 1, emails: ["a+lab@school.example"], startDate: "2017-06-01" },
    ],
    ["nodeCount", "1", 1],
    ["nodeCount", "100", 100],
    ["nodeCount", "1e1", 10],
    ["maxNodeCount", "0", undefined],
    ["maxNodeCount", "100", 100],
    ["nodeSize", "Standard_B2als_v2", "Standard_B2als_v2"],
    ["hostSize", "Standard_B1s", "Standard_B1s"],
    ["kubernetesVersion", "1.36", "1.36"],
    ["kubernetesVersion", "", undefined],
    ["zones", "[1,2,3]", [1, 2, 3]],
    ["authorizedIpRanges", '["203.0.113.0/24","198.51.100.7/32"]', ["203.0.113.0/24", "198.51.100.7/32"]],
    ["networkDataplane", "azure", "azure"],
    ["podCidr", "192.168.0.0/21", "192.168.0.0/21"],
    ["serviceCidr", "10.0.0.0/12", "10.0.0.0/12"],
    ["serviceCidr", "10.0.0.0/24", "10.0.0.0/24"],
    ["hostCidr", "10.100.0.0/28", "10.100.0.0/28"],
    ["windows", "true", true],
    ["image", "nginx:1.29", "nginx:1.29"],
    ["image", "localhost:5000/app:1", "localhost:5000/app:1"],
    ["image", `ghcr.io/example/app@${digest}`, `ghcr.io/example/app@${digest}`],
    ["image", `ghcr.io/example/app:1.0.0@${digest}`, `ghcr.io/example/app:1.0.0@${digest}`],
    ["replicas", "0", undefined],
    ["replicas", "-0", undefined],
    ["replicas", "1000", 1000],
    ["dockerHost", "false", false],
    ["sshFrom", "203.0.113.7/32", "203.0.113.7/32"],
    ["sshFrom", "10.0.0.0/8", "10.0.0.0/8"],
    ["sshFrom", "", undefined],
    ["sshPublicKey", sshPublicKey, sshPublicKey],
    ["shutdownAt", "00:00", "00:00"],
    ["shutdownAt", "23:59", "23:59"],
    ["shutdownAt", "", undefined],
    ["timeZone", "UTC", "UTC"],
    ["timeZone", "Europe/Kyiv", "FLE Standard Time"],
    ["timeZone", "Europe/Kiev", "FLE Standard Time"],
    ["timeZone", "Asia/Kolkata", "India Standard Time"],
    ["timeZone", "America/Argentina/Buenos_Aires", "Argentina Standard Time"],
  ] as [keyof typeof configKeys, string, unknown][])("takes %s %j", (key, text, value) => {
    expect(read({ [key]: text })[key]).toEqual(value);
  });

  it.each([
    ["target", "aws"],
    ["location", "Korea Central"],
    ["owner", ""],
    ["owner", "a/b"],
    ["owner", "x".repeat(257)],
    ["endsAt", "tomorrow"],
    ["endsAt", "2027-01-29"],
    ["endsAt", "2027-01-29T18:00:00"],
    ["endsAt", "2027-02-30T18:00:00Z"],
    ["nodeCount", "0"],
    ["nodeCount", "-0"],
    ["nodeCount", "1.5"],
    ["nodeCount", "four"],
    ["nodeCount", "1000"],
    ["nodeCount", "1e3"],
    ["nodeCount", "101"],
    ["nodeCount", ""],
    ["nodeCount", "NaN"],
    ["nodeCount", "1e400"],
    ["nodeCount", "null"],
    ["nodeCount", '"4"'],
    ["nodeCount", "[4]"],
    ["nodeCount", '{"__proto__":4}'],
    ["maxNodeCount", "-1"],
    ["maxNodeCount", "101"],
    ["nodeSize", "huge", "no VM size has such a name"],
    ["nodeSize", "", "no VM size has such a name"],
    ["nodeSize", "Standard_B1s", "it has 1 vCPU"],
    ["nodeSize", "Standard_D2ps_v5", "it is an ARM size, and the lab's image is built for amd64"],
    ["hostSize", "Standard_B2pts_v2", "it is an ARM size, and the lab's image is built for amd64"],
    ["kubernetesVersion", "1.35.x"],
    ["kubernetesVersion", "1.35.2"],
    ["kubernetesVersion", "1.3"],
    ["kubernetesVersion", "v1.36"],
    ["kubernetesVersion", "2.36"],
    ["zones", "1"],
    ["zones", "[0]"],
    ["zones", "[4]"],
    ["zones", '["1"]'],
    ["zones", "[1,[2]]"],
    ["zones", "[1,1]", "a zone is named twice"],
    ["authorizedIpRanges", "203.0.113.0/24"],
    ["authorizedIpRanges", "[7]"],
    ["authorizedIpRanges", '["203.0.113.0/24","203.0.113.0/24"]', "a range is named twice"],
    ["networkDataplane", "calico"],
    ["podCidr", "10.244.0.0/23", "a /23 is too narrow"],
    ["podCidr", "0.0.0.0/0", "that is the whole Internet"],
    ["serviceCidr", "10.0.0.0/11", "a /11 is too wide"],
    ["serviceCidr", "10.0.0.0/25", "a /25 is too narrow"],
    ["hostCidr", "10.100.0.0/29", "a /29 is too narrow"],
    ["windows", "yes"],
    ["windows", "1"],
    ["windows", ""],
    ["image", "nginx", "it has neither tag nor digest, so it would change unnoticed"],
    ["image", "localhost:5000/app", "it has neither tag nor digest, so it would change unnoticed"],
    ["image", "https://ghcr.io/example/app:1"],
    ["image", "Example:1"],
    ["image", "example:"],
    ["image", "example:1\n"],
    ["image", "example@sha256:abc"],
    ["replicas", "-1"],
    ["replicas", "1001"],
    ["dockerHost", "no"],
    ["deleteAtEnd", "maybe"],
    ["sshFrom", "*", "that is the whole Internet"],
    ["sshFrom", "any", "that is the whole Internet"],
    ["sshFrom", "Internet", "that is the whole Internet"],
    ["sshFrom", "0.0.0.0/0", "that is the whole Internet"],
    ["sshFrom", "16.0.0.0/4", "a /4 is too wide"],
    ["sshFrom", "10.0.0.300/24", "it is no IPv4 range"],
    ["sshFrom", "203.0.113.7/32,198.51.100.7/32", "it is no IPv4 range"],
    ["sshFrom", "::/0", "it is no IPv4 range"],
    ["sshFrom", "1.2.3.4", "it is one address; as a range it is 1.2.3.4/32"],
    ["sshFrom", "10.0.0.7/24", "it names a host inside a range; the range is 10.0.0.0/24"],
    ["sshPublicKey", "ssh-rsa", "what follows the type is not base64"],
    ["shutdownAt", "25:99"],
    ["shutdownAt", "24:00"],
    ["shutdownAt", "19:60"],
    ["shutdownAt", "9:00"],
    ["timeZone", "Mars/Phobos", "no time zone has this name"],
    ["timeZone", "", "no time zone has this name"],
    ["timeZone", "constructor", "no time zone has this name"],
  ] as [keyof typeof configKeys, string, string?][])("refuses %s %j", (key, value, ...[problem]) => {
    const { faults } = refusal({ [key]: value });
    const { allowed, example, items }: ConfigKey = configKeys[key];
    const fix = { key, value: meant[`${key} ${value}`] ?? example, item: items };
    expect(faults).toEqual([{ key, value, ...(problem !== undefined && { problem }), allowed, fix }]);
  });

  it.each([
    ["nodecount", "nodeCount"],
    ["nodeCuont", "nodeCount"],
    ["sshKey", "sshFrom"],
    ["timezone", "timeZone"],
    ["zone", "zones"],
  ])("refuses the unknown key %s, and says that %s is the nearest", (key, nearest) => {
    expect(refusal({ [key]: "7" }).faults).toEqual([
      {
        key,
        value: "7",
        problem: `there is no such key; the nearest is ${nearest}`,
        allowed: Object.keys(configKeys).join(", "),
        fix: { key, value: undefined, ...(nearest === "nodeCount" && { rename: { key: nearest, value: "7" } }) },
      },
    ]);
  });

  it("proposes no misspelt key's value for another key that would not take it, nor a list's", () => {
    const { faults } = refusal({ nodecount: "four", zone: "1", timezone: "Mars" });
    expect(faults.map(({ fix: fix }) => fix)).toEqual(
      ["nodecount", "zone", "timezone"].map((key) => ({ key, value: undefined })),
    );
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", ""])("refuses the key %j as unknown", (key) => {
    // A literal { __proto__ } would set the prototype, not a key.
    const config = JSON.parse(`{${JSON.stringify(key)}:"7"}`) as Record<string, string>;
    expect(refusal(config).faults.map((fault) => [fault.key, fault.value])).toEqual([[key, "7"]]);
  });

  it("leaves other namespaces alone", () => {
    const other = { "azure-native:location": "x", "azure-container-lab2:nodeCount": "0", nodeCount: "0" };
    expect(readConfig(other, project, "dev")).toEqual(read({}));
  });

  it("takes every value of its own commands as right", () => {
    const cluster = { kubeContext: "kind-kind", registryServer: "localhost:5001" };
    for (const [key, { example, type, only }] of Object.entries<ConfigKey>(configKeys)) {
      const value = key === "sshPublicKey" ? sshPublicKey : example;
      const item = key === "zones" ? `[${value}]` : `["${value}"]`;
      const target = only === "local" ? { target: "local", ...cluster } : {};
      expect(() => read({ ...target, [key]: type === "array" ? item : value })).not.toThrow();
    }
  });
});

describe("readConfig with target local", () => {
  const local = { target: "local" };
  const existing = { ...local, kubeContext: "kind-kind", registryServer: "localhost:5001" };

  it.each<[keyof typeof configKeys, string, unknown]>([
    ["registryPort", "1024", 1024],
    ["apiPort", "65535", 65_535],
    ["appPort", "8091", 8091],
    ["networkCidr", "192.168.77.32/27", "192.168.77.32/27"],
    ["networkCidr", "172.16.0.0/12", "172.16.0.0/12"],
    ["kubeContext", "", undefined],
    ["kubeconfig", "", undefined],
    ["nodeCount", "8", 8],
  ])("takes %s %j", (key, text, value) => {
    expect(read({ ...local, [key]: text })[key]).toEqual(value);
  });

  it.each<[keyof typeof configKeys, string]>([
    ["kubeContext", "docker-desktop"],
    ["kubeContext", "arn:aws:eks:eu-west-1:000000000000:cluster/school"],
    ["kubeContext", "user@school.example"],
    ["kubeContext", "user@host"],
    ["kubeContext", "gke_p_z_n"],
    ["kubeContext", "a,b+c=d%e-f.g"],
    ["kubeContext", "x".repeat(253)],
    ["kubeconfig", "./our school.yaml"],
    ["registryServer", "ghcr.io/school/lab-7"],
    ["registryServer", "registry.school.example:5000"],
    ["apiServer", "https://[2001:db8::5]:6443"],
    ["apiServer", "https://k8s.school.example"],
  ])("takes %s %j of a cluster that is there already", (key, text) => {
    expect(read({ ...existing, [key]: text })[key]).toBe(text);
  });

  it.each<[keyof typeof configKeys, string, string?]>([
    ["registryPort", "1023"],
    ["apiPort", "65536"],
    ["appPort", "80"],
    ["appPort", "http"],
    ["networkCidr", "10.150.0.0/28", "a /28 is too narrow"],
    ["networkCidr", "0.0.0.0/0", "that is the whole Internet"],
    ["networkCidr", "10.150.0.1", "it is one address; as a range it is 10.150.0.1/32"],
    ["kubeContext", "kind kind"],
    ["kubeContext", "$(reboot)"],
    ["kubeContext", "`reboot`"],
    ["kubeContext", "a;reboot"],
    ["kubeContext", "a|b"],
    ["kubeContext", "a&b"],
    ["kubeContext", "a>b"],
    ["kubeContext", "a\nb"],
    ["kubeContext", "학교"],
    ["kubeContext", "x".repeat(254)],
    ["registryServer", "https://ghcr.io"],
    ["registryServer", "ghcr.io/"],
    ["registryServer", "ghcr.io/School"],
    ["registryServer", "ghcr.io:port"],
    ["apiServer", "10.0.0.5:6443"],
    ["apiServer", "http://10.0.0.5:6443"],
  ])("refuses %s %j", (key, value, ...[problem]) => {
    const { faults } = refusal({ ...existing, [key]: value });
    const { allowed, example }: ConfigKey = configKeys[key];
    const fix = { key, value: example, item: undefined };
    expect(faults).toEqual([{ key, value, ...(problem !== undefined && { problem }), allowed, fix }]);
  });

  it("has no use for what is Azure's, nor Azure for what is local, and says so once of each key", () => {
    const stray = (key: string, value: string, own: string, target: string) => ({
      key,
      value,
      problem: `only target ${own} has a use for it, and the target is ${target}`,
      allowed: `nothing with target ${target}`,
      fix: { key, value: undefined },
    });
    expect(refusal({ ...local, windows: "true", curfew: '{"stopAt":"7"}', podCidr: "all" }).faults).toEqual([
      stray("curfew", '{"stopAt":"7"}', "azure", "local"),
      stray("podCidr", "all", "azure", "local"),
      stray("windows", "true", "azure", "local"),
    ]);
    expect(refusal({ apiPort: "6551", kubeContext: "kind-kind" }).faults).toEqual([
      stray("apiPort", "6551", "local", "azure"),
      stray("kubeContext", "kind-kind", "local", "azure"),
    ]);
  });

  it("takes the defaults of what is Azure's, written out", () => {
    expect(read({ ...local, windows: "false", curfew: "{}", location: "koreacentral" })).toEqual(read(local));
  });

  it("does not judge keys by a target that there is not", () => {
    const { faults } = refusal({ target: "aws", windows: "true", apiPort: "6551" });
    expect(faults.map(({ key }) => key)).toEqual(["target"]);
  });
});

describe("readConfig of an object", () => {
  const curfew = { stopAt: "19:00", timeZone: "Asia/Seoul" };
  const budget = { amount: 500, emails: ["instructor@example.com"], startDate: "2027-01-01" };

  /** What is wrong with each member: its path, value and problem, and what is set in its place. */
  function faultsOf(key: "curfew" | "budget", value: unknown) {
    return refusal({ [key]: JSON.stringify(value) }).faults.map(({ key: path, value: given, problem, fix: fix }) => [
      path,
      given,
      problem,
      fix.rename ?? fix.value,
    ]);
  }

  it.each<[string, unknown, [string, string | undefined, string | undefined]]>([
    ["stopAt", "9:00", ["9:00", undefined, "09:00"]],
    ["stopAt", "24:00", ["24:00", undefined, "19:00"]],
    ["stopAt", 1900, ["1900", undefined, "19:00"]],
    ["stopAt", null, ["null", undefined, "19:00"]],
    ["timeZone", "Mars/Phobos", ["Mars/Phobos", "no time zone has this name", "Asia/Seoul"]],
    ["timeZone", "", ["", "no time zone has this name", "Asia/Seoul"]],
    ["days", [], ["[]", undefined, "Monday"]],
    ["days", "Monday", ["Monday", undefined, "Monday"]],
    ["days", ["Monday", "Mon"], ['["Monday","Mon"]', 'of "Mon", no day of the week has this name', "Monday"]],
    ["days", ["Monday", "Monday"], ['["Monday","Monday"]', "a day is named twice", "Monday"]],
  ])("names the member curfew.%s that is %j", (member, value, [given, problem, fix]) => {
    expect(faultsOf("curfew", { ...curfew, [member]: value })).toEqual([[`curfew.${member}`, given, problem, fix]]);
  });

  it.each<[string, unknown, [string, string | undefined, string | undefined]]>([
    ["amount", 0, ["0", undefined, "100"]],
    ["amount", 99.5, ["99.5", undefined, "100"]],
    ["amount", "500", ["500", undefined, "100"]],
    ["emails", [], ["[]", undefined, "instructor@example.com"]],
    ["emails", ["nobody"], ['["nobody"]', 'of "nobody", it is no mail address', "instructor@example.com"]],
    ["startDate", "2027-01-15", ["2027-01-15", undefined, "2027-01-01"]],
    ["startDate", "2026-11-01T00:00:00Z", ["2026-11-01T00:00:00Z", undefined, "2026-11-01"]],
    ["startDate", "2027-13-01", ["2027-13-01", undefined, "2027-01-01"]],
    ["startDate", "2017-05-01", ["2017-05-01", "Azure has no budgets before 2017-06-01", "2027-01-01"]],
  ])("names the member budget.%s that is %j", (member, value, [given, problem, fix]) => {
    expect(faultsOf("budget", { ...budget, [member]: value })).toEqual([[`budget.${member}`, given, problem, fix]]);
  });

  it("takes 50 addresses, and no more", () => {
    const emails = Array.from({ length: 51 }, (_, index) => `a${index}@example.com`);
    expect(() => read({ budget: JSON.stringify({ ...budget, emails: emails.slice(1) }) })).not.toThrow();
    expect(faultsOf("budget", { ...budget, emails }).map(([path]) => path)).toEqual(["budget.emails"]);
  });

  it("names each member that is missing, but not one that may be", () => {
    expect(faultsOf("curfew", { days: ["Monday"] })).toEqual([
      ["curfew.stopAt", undefined, undefined, "19:00"],
      ["curfew.timeZone", undefined, undefined, "Asia/Seoul"],
    ]);
  });

  it("names a member that it does not know, with the nearest, and takes its value for the one that was meant", () => {
    const { timeZone } = curfew;
    expect(faultsOf("curfew", { stopat: "18:00", timeZone })).toEqual([
      [
        "curfew.stopat",
        "18:00",
        "curfew has no such member; the nearest is stopAt",
        { key: "curfew.stopAt", value: "18:00" },
      ],
    ]);
    expect(faultsOf("curfew", { stopat: "evening", timeZone })).toEqual([
      ["curfew.stopat", "evening", "curfew has no such member; the nearest is stopAt", undefined],
      ["curfew.stopAt", undefined, undefined, "19:00"],
    ]);
  });

  it("judges a member also where another is a misspelling of it", () => {
    const value = { stopat: "18:00", stopAt: "24:00", timeZone: "UTC" };
    expect(faultsOf("curfew", value).map(([path, given]) => [path, given])).toEqual([
      ["curfew.stopat", "18:00"],
      ["curfew.stopAt", "24:00"],
    ]);
  });

  it("takes no list for the value of a misspelt member that is none", () => {
    expect(faultsOf("curfew", { stopAt: "19:00", timezone: ["UTC"] })).toEqual([
      ["curfew.timezone", '["UTC"]', "curfew has no such member; the nearest is timeZone", undefined],
      ["curfew.timeZone", undefined, undefined, "Asia/Seoul"],
    ]);
  });

  it.each(["__proto__", "constructor", "toString"])("names the member %j as unknown", (name) => {
    const value = JSON.parse(`{"stopAt":"19:00","timeZone":"UTC",${JSON.stringify(name)}:"7"}`) as unknown;
    expect(faultsOf("curfew", value).map(([path, given]) => [path, given])).toEqual([[`curfew.${name}`, "7"]]);
  });

  it.each(["19:00", "", "[]", "null", "7", '"{}"'])("takes no %j for an object", (value) => {
    const { faults } = refusal({ curfew: value });
    expect(faults).toMatchObject([{ key: "curfew", value, problem: "it is no object" }]);
  });

  it("proposes in place of what is no object all members that it needs, and no other", () => {
    const [{ fix: fix } = {}] = refusal({ curfew: "19:00" }).faults;
    const whole = { key: "curfew", value: '{"stopAt":"19:00","timeZone":"Asia/Seoul"}' };
    expect(fix).toEqual({
      ...whole,
      members: [
        { key: "curfew.stopAt", value: "19:00", item: undefined, whole },
        { key: "curfew.timeZone", value: "Asia/Seoul", item: undefined, whole },
      ],
    });
  });

  it("says path, value, problem, what is allowed, and the command that mends each member by itself", () => {
    const value = JSON.stringify({ stopat: "9:00", timezone: "UTC", days: ["Mon"] });
    expect(refusal({ curfew: value, budget: "500" }).message).toBe(
      `The configuration has 5 faults. Nothing was registered.

  curfew.stopat is "9:00": curfew has no such member; the nearest is stopAt
    allowed: stopAt, timeZone, days
    to fix: npx pulumi config rm --path "curfew.stopat" --stack dev

  curfew.timezone is "UTC": curfew has no such member; the nearest is timeZone
    allowed: stopAt, timeZone, days
    to fix: npx pulumi config rm --path "curfew.timezone" --stack dev && npx pulumi config set --path "curfew.timeZone" UTC --stack dev

  curfew.stopAt is missing
    allowed: a time from 00:00 to 23:59
    to fix: npx pulumi config set --path "curfew.stopAt" 19:00 --stack dev

  curfew.days is "[\\"Mon\\"]": of "Mon", no day of the week has this name
    allowed: ${configKeys.curfew.members.days.allowed}
    to fix: npx pulumi config rm --path "curfew.days" --stack dev && npx pulumi config set --path "curfew.days[0]" Monday --stack dev

  budget is "500": it is no object
    allowed: ${configKeys.budget.allowed}
    to fix: npx pulumi config rm budget --stack dev && npx pulumi config set --path "budget.amount" 100 --stack dev && npx pulumi config set --path "budget.emails[0]" instructor@example.com --stack dev && npx pulumi config set --path "budget.startDate" 2027-01-01 --stack dev`,
    );
  });

  it.each([
    { stopat: "18:00", timezone: "UTC", days: ["Mon"], hour: 7 },
    { stopAt: "9:00", timeZone: "Mars" },
    { stopAt: "18:00" },
  ])("mends %j as a whole, and leaves what is right", (value) => {
    const { faults } = refusal({ curfew: JSON.stringify(value) });
    const wholes = faults.map(({ fix: fix }) => fix.object);
    expect(new Set(wholes.map((whole) => JSON.stringify(whole))).size).toBe(1);
    const mended = read({ [wholes[0]!.key]: wholes[0]!.value }).curfew!;
    expect(mended.stopAt).toBe("stopAt" in value && value.stopAt === "9:00" ? "09:00" : "18:00");
  });

  it("says of a member that was set as a key of its own how members are set", () => {
    expect(refusal({ "curfew.stopAt": "19:00" }).faults).toMatchObject([
      {
        key: "curfew.stopAt",
        problem: "there is no such key; the nearest is curfew, whose members are set with --path",
        fix: { key: "curfew.stopAt", value: undefined },
      },
    ]);
  });
});

describe("the error of a configuration", () => {
  it("says key, value, problem, what is allowed, and the command that mends it, for every fault", () => {
    expect(refusal({ nodeCount: "four", zones: "[9]", sshFrom: "*", nodeCuont: "3" }).message).toBe(
      `The configuration has 4 faults. Nothing was registered.

  nodeCuont is "3": there is no such key; the nearest is nodeCount
    allowed: ${Object.keys(configKeys).join(", ")}
    to fix: npx pulumi config rm nodeCuont --stack dev && npx pulumi config set nodeCount 3 --stack dev

  nodeCount is "four"
    allowed: a whole number from 1 to 100
    to fix: npx pulumi config set nodeCount 4 --stack dev

  zones is "[9]"
    allowed: a list of availability zones, each 1, 2 or 3
    to fix: npx pulumi config rm zones --stack dev && npx pulumi config set --path "zones[0]" 1 --stack dev

  sshFrom is "*": that is the whole Internet
    allowed: one IPv4 range from /8 to /32, or nothing to keep SSH closed
    to fix: npx pulumi config set sshFrom 203.0.113.7/32 --stack dev`,
    );
  });

  it("names the project's own command for the stack whose state is in the project", () => {
    const config = { nodeCount: "0", zone: "1", curfew: '{"stopAt":"9:00","timeZone":"UTC"}' };
    const all = Object.entries(config).map(([key, value]) => [`${project}:${key}`, value]);
    const { message } = errorOf(ConfigError, () => readConfig(Object.fromEntries(all), project, "local"));
    expect(message.match(/(?<=to fix: ).*/g)).toEqual([
      "npm run local:pulumi -- config rm zone",
      'npm run local:pulumi -- config set --path "curfew.stopAt" 09:00',
      "npm run local:pulumi -- config set nodeCount 4",
    ]);
  });

  it("has faults of one key and faults between keys together", () => {
    const { faults } = refusal({ replicas: "-1", windows: "true", networkDataplane: "cilium", maxNodeCount: "2" });
    expect(faults.map(({ key }) => key).sort()).toEqual(["maxNodeCount", "networkDataplane", "replicas"]);
  });

  it("is one that Pulumi prints without a stack trace", () => {
    expect(pulumi.RunError.isInstance(refusal({ nodeCount: "0" }))).toBe(true);
  });

  it("names each faulty item of a list, however long the list is", () => {
    const good = Array.from({ length: 9 }, (_, index) => `203.0.113.${index}/32`);
    const { message } = refusal({ authorizedIpRanges: JSON.stringify([...good, "10.0.0.300/24", "1.2.3.4"]) });
    expect(message).toContain("10.0.0.300/24");
    expect(message).toContain("1.2.3.4/32");
  });

  it("cuts a long value", () => {
    expect(refusal({ owner: "y".repeat(100_000) }).message).toContain(`owner is "${"y".repeat(55)}…"\n`);
  });

  it("withstands JSON that is large or deep", () => {
    const list = `[${"9,".repeat(20_000)}9]`;
    const deep = `${"[".repeat(2_000)}${"]".repeat(2_000)}`;
    expect(refusal({ zones: list, authorizedIpRanges: deep }).faults.map(({ key }) => key)).toEqual([
      "zones",
      "authorizedIpRanges",
    ]);
  });

  it.each(["sshPublicKey", "owner", "sshPrivateKey"])("does not show a private key that was given as %s", (key) => {
    const value = `<${privateKey}`;
    const { message } = refusal({ [key]: value });
    expect(message).toContain(`${key} is "[not shown]"`);
    expect(message).not.toContain("BEGIN");
    expect(message).not.toContain("TopSecret");
  });

  it.each([
    ["an escape sequence in a value", { nodeCount: "\u001b[31m4" }],
    ["a one-character control sequence in a value", { nodeCount: "\u009b31m4" }],
    ["an escape sequence in a key", { "\u001b[31mnodeCount": "4" }],
    ["an instruction to write from right to left", { nodeCount: "\u202e4" }],
  ])("sends the terminal nothing to act upon: %s", (_what, config) => {
    // eslint-disable-next-line no-control-regex -- these are what must not be there.
    expect(refusal(config).message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  it.each([
    ["a space of no width", "\u200b", "\\u200b"],
    ["a joiner of no width", "\u200d", "\\u200d"],
    ["a hyphen that is not shown", "\u00ad", "\\u00ad"],
    ["a mark of the byte order", "\ufeff", "\\ufeff"],
    ["an instruction to write from right to left", "\u202e", "\\u202e"],
  ])("spells out what nobody would see: %s", (_what, sign, spelled) => {
    const { message } = refusal({ nodeCount: `4${sign}` });
    expect(message).toContain(`  nodeCount is "4${spelled}"\n`);
    expect(message).not.toContain(sign);
  });

  it("has a line for each thing that it says, whatever the value", () => {
    expect(refusal({ nodeCount: "4\n  replicas is fine" }).message.split("\n")).toHaveLength(5);
  });
});

describe("loadConfig", () => {
  it("does not show the members of an object of which the stack keeps one secret", () => {
    pulumi.runtime.setAllConfig({ "project:curfew": '{"stopAt":"hunter2","timeZone":"UTC"}' }, ["project:curfew"]);
    const { message } = errorOf(ConfigError, loadConfig);
    expect(message).toContain('curfew.stopAt is "[not shown]"');
    expect(message).not.toContain("hunter2");
  });

  it("does not show a faulty value that the stack keeps secret", () => {
    pulumi.runtime.setAllConfig({ "project:nodeCount": "hunter2" }, ["project:nodeCount"]);
    const { message } = errorOf(ConfigError, loadConfig);
    expect(message).toContain("nodeCount is ");
    expect(message).not.toContain("hunter2");
  });
});
