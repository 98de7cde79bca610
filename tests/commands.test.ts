import { restoreCommand } from "../cli/commands/drill/record";
import { removalCommand } from "../cli/docker/engine";
import { removalCommandFor } from "../cli/gone/kinds";
import { ConfigError, readConfig } from "../config";
import {
  azureUpCommand,
  downCommand,
  downEverythingCommand,
  labCommand,
  pulumiCommand,
  rehearseCommand,
  saveOutputCommand,
  upCommand,
} from "../config/commands";
import { fixCommands } from "../config/fixCommands";
import { rehearsalFixes } from "../config/rehearsalFixes";
import { portForwardCommand } from "../components/local/portForward";
import { errorOf } from "./errorOf";
import { wordsOf } from "./shells";

const forward = { context: "kind-kind", kubeconfigPath: "C:\\Users\\김 민수\\config", appPort: 8090 };

/** A name that Azure allows, with signs of shells. */
const group = "/subscriptions/1-2/resourceGroups/lab 1.a";

/** Every kind of command that the lab prints, with the words that each of the five shells must find in it. */
const commands: readonly [() => string, string[]][] = [
  [() => upCommand("dev"), ["npm.cmd", "run", "pulumi", "--", "up"]],
  [() => upCommand("spring 27"), ["npm.cmd", "run", "pulumi", "--", "up", "--stack", "spring 27"]],
  [() => upCommand("local"), ["npm.cmd", "run", "local"]],
  [() => azureUpCommand("local"), ["npm.cmd", "run", "pulumi", "--", "up", "--stack", "local"]],
  [() => downCommand(), ["npm.cmd", "run", "local:down"]],
  [() => downCommand(["--cluster-gone"]), ["npm.cmd", "run", "local:down", "--", "--cluster-gone"]],
  [() => downEverythingCommand(), ["npm.cmd", "run", "down"]],
  [() => downEverythingCommand(["--stack", "local"]), ["npm.cmd", "run", "down", "--", "--stack", "local"]],
  [() => removalCommandFor(`${group}`), ["az", "group", "delete", "--name", "lab 1.a", "--subscription", "1-2"]],
  [
    () => removalCommandFor(`${group}/providers/A.B/c/d`),
    ["az", "resource", "delete", "--ids", `${group}/providers/A.B/c/d`],
  ],
  [() => pulumiCommand("local", ["up", "--refresh"]), ["npm.cmd", "run", "local:pulumi", "--", "up", "--refresh"]],
  [() => labCommand(["--help"]), ["npm.cmd", "run", "lab", "--", "--help"]],
  [() => restoreCommand("spring 27"), ["npm.cmd", "run", "lab", "--", "drill", "--restore", "--stack", "spring 27"]],
  [() => rehearseCommand([]), ["npm.cmd", "start"]],
  [
    () => rehearseCommand(["--config", "students=[kim, 이민호]"]),
    ["npm.cmd", "start", "--", "--config", "students=[kim, 이민호]"],
  ],
  [
    () => portForwardCommand(forward, "app", "lab"),
    [
      "kubectl",
      ...["--kubeconfig", forward.kubeconfigPath, "--context", "kind-kind", "--namespace", "lab"],
      ...["port-forward", "service/app", "8090:80"],
    ],
  ],
  [
    () => removalCommand({ kind: "container", name: "lab-server" }),
    ["docker", "rm", "--force", "--volumes", "lab-server"],
  ],
  [() => removalCommand({ kind: "volume", name: "lab-server" }), ["docker", "volume", "rm", "lab-server"]],
  ...[
    "docker context use default",
    "docker version",
    "docker stop lab-agent-1",
    "docker logs lab-server",
    "kubectl describe nodes",
    "kubectl --namespace lab get pods --output wide",
    "kubectl --namespace lab rollout restart deployment app",
    "kubectl uncordon lab-agent-1",
    "kubectl --kubeconfig gim-min-su.yaml get pods",
    "az network list-usages --location koreacentral",
    "az account list-locations --output table",
    "az vm list-skus --location koreacentral --size Standard_D2s_v9 --output table",
    "az vm list-usage --location koreacentral --output table",
    "az aks get-versions --location koreacentral --output table",
    "docker image prune",
    "docker builder prune",
    "docker run --network host",
    "az acr show --name lab1a2b3c4d --query id --output tsv",
    "netsh interface ipv4 show excludedportrange protocol=tcp",
    "wsl --shutdown",
    "ssh -i lab-key lab@lab-1a2b.koreacentral.cloudapp.azure.com",
  ].map((line): [() => string, string[]] => [() => line, line.split(" ")]),
];

/** A value for each key of which some is wrong, so that every kind of fix is printed. */
const wrong = {
  nodeCount: "four",
  zones: "[9]",
  students: '["kim","lee!"]',
  curfew: '{"stopat":"9:00","timezone":"UTC","days":["Mon"]}',
  budget: "500",
  tags: '{"a/b":"x","windows":"y"}',
  sshFrom: "*",
  authorizedIpRanges: '["*"]',
  endsAt: "never",
  nodeCuont: "3",
  shutdownAt: "25:99",
  sshPublicKey: "ssh-rsa",
};

const named = Object.fromEntries(Object.entries(wrong).map(([key, value]) => [`school:${key}`, value]));
const faults = errorOf(ConfigError, () => readConfig(named, "school", "dev")).faults;

/** The commands that mend the wrong configuration where it stands: in a stack's file or on the command line. */
function fixes(stack: string, overrides: readonly string[]): string[] {
  const commandFor = fixCommands(
    faults.map(({ fix }) => fix),
    "school",
    stack,
    overrides,
  );
  return faults.flatMap(({ fix }) => commandFor(fix).split("\n"));
}

describe("a command that is printed on Windows", () => {
  beforeAll(() => void (process.env["npm_config_user_agent"] = "npm/10.8.2 node/v20.20.0 win32 x64 workspaces/false"));
  afterAll(() => void delete process.env["npm_config_user_agent"]);

  it.each(commands.map(([command, words]) => [words.join(" "), command, words] as const))(
    "is the same to every shell: %s",
    (_words, command, words) => {
      expect(wordsOf(command())).toEqual(words);
    },
  );

  it.each([
    ["of the stack dev", fixes.bind(undefined, "dev", [])],
    ["of the stack local", fixes.bind(undefined, "local", [])],
    [
      "on the command line",
      fixes.bind(
        undefined,
        "dev",
        Object.entries(wrong).flatMap(([key, value]) => (key === "sshPublicKey" ? [] : [`${key}=${value}`])),
      ),
    ],
  ])("mends the configuration %s in the same words, or says which shells or which file it is for", (_where, all) => {
    const printed = all();
    expect(printed.length).toBeGreaterThanOrEqual(faults.length);
    for (const line of printed) {
      if (/^in Pulumi\.\w+\.yaml, /.test(line)) continue;
      expect(wordsOf(line).slice(0, 4)).toEqual(
        line.includes(" start ")
          ? ["npm.cmd", "start", "--", "--config"]
          : ["npm.cmd", "run", expect.stringMatching(/^(local:)?pulumi$/), "--"],
      );
    }
  });

  it("mends a wrong name among the students in plain words, one command a line", () => {
    const { fix } = faults.find(({ key }) => key === "students")!;
    const lines = fixCommands([fix], "school", "dev", [])(fix).split("\n");
    expect(lines.map(wordsOf)).toEqual([
      ["npm.cmd", "run", "pulumi", "--", "config", "set", "--path", "students[1]", "lee", "--stack", "dev"],
    ]);
  });

  it("says a rehearsal's fixes as an edit of the file, and then in commands, one a line", () => {
    const stack = { project: "school", stack: "dev", overrides: [], writtenKeys: Object.keys(wrong) };
    const commandFor = rehearsalFixes(
      faults.map(({ fix }) => fix),
      stack,
    );
    for (const { fix } of faults) {
      const [edit, ...lines] = commandFor(fix).split("\n");
      expect(edit).toMatch(/^in Pulumi\.dev\.yaml, (?:write|remove|rename|move) /);
      expect(/; or run$/.test(edit!)).toBe(lines.length > 0);
      for (const line of lines) expect(wordsOf(line).slice(0, 4)).toEqual(["npm.cmd", "run", "pulumi", "--"]);
    }
    const set = faults.find(({ key }) => key === "nodeCount")!.fix;
    expect(commandFor(set).split("\n").slice(1).map(wordsOf)).toEqual([
      ["npm.cmd", "run", "pulumi", "--", "config", "set", "nodeCount", "4", "--stack", "dev"],
    ]);
  });

  it("says which shells write a file as it is", () => {
    const [shells, words] = saveOutputCommand("local", "kubeconfig", "kubeconfig.yaml").split(": npm.cmd ");
    expect(shells).toBe("in cmd, Git Bash or PowerShell 7");
    expect(words).toBe("run --silent local:pulumi -- stack output kubeconfig --show-secrets > kubeconfig.yaml");
  });
});
