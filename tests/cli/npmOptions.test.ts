import { commandSet } from "../../cli/commands";
import { swallowedOptions } from "../../cli/npmOptions";

/** What is said under a script of package.json, with what npm left of the words and what it took. */
function said(script: string, words: string, taken: Readonly<Record<string, string>>) {
  const scripts: Readonly<Record<string, string>> = {
    start: "plan",
    lab: "",
    pulumi: "pulumi",
    "local:pulumi": "local pulumi",
  };
  const env = { npm_lifecycle_event: script, npm_lifecycle_script: `node cli/start.js ${scripts[script]!}`, ...taken };
  const args = [...scripts[script]!.split(" "), ...words.split(" ")].filter((word) => word !== "");
  return swallowedOptions(args, env, commandSet.commands);
}

const powershell = "PowerShell loses that -- on its way to npm 10 and older. Type npm.cmd there in place of npm.\n";

describe("swallowedOptions", () => {
  it.each<[string, string, Record<string, string>, string, string]>([
    ["lab", "kubeconfigs class", { npm_config_out: "true" }, "--out", "npm run lab -- … --out …"],
    ["lab", "kubeconfigs class", { npm_config_o: "true" }, "-o", "npm run lab -- … -o …"],
    ["lab", "kubeconfigs", { npm_config_until_end: "true" }, "--until-end", "npm run lab -- kubeconfigs --until-end"],
    ["start", "", { npm_config_strict: "true" }, "--strict", "npm start -- --strict"],
    ["start", "", { npm_config_stack: "local" }, "--stack", "npm start -- --stack=local"],
    ["start", "", { npm_config_call: "nodeCount=2" }, "-c", "npm start -- … -c …"],
    [
      "start",
      "a=1",
      { npm_config_config: "true", npm_config_json: "true" },
      "--config and --json",
      "npm start -- … --config … --json …",
    ],
    [
      "pulumi",
      "config set students[0] kim",
      { npm_config_path: "true" },
      "--path",
      'npm run pulumi -- config set "students[0]" kim --path',
    ],
    [
      "local:pulumi",
      "stack output kubeconfig",
      { npm_config_show_secrets: "true" },
      "--show-secrets",
      "npm run local:pulumi -- stack output kubeconfig --show-secrets",
    ],
    ["pulumi", "up", { npm_config_yes: "true" }, "--yes", "npm run pulumi -- up --yes"],
    ["pulumi", "up urn", { npm_config_t: "true" }, "-t", "npm run pulumi -- … -t …"],
    ["lab", "pulumi destroy", { npm_config_remove: "true" }, "--remove", "npm run lab -- pulumi destroy --remove"],
  ])(
    "under %s, of %j with %j, is that npm took %s, and the right command",
    (script, words, taken, options, command) => {
      expect(said(script, words, taken)).toBe(
        `npm took ${options} as its own. Put -- before the words of the command: ${command}\n${powershell}`,
      );
    },
  );

  it("names npm.cmd in the command on Windows", () => {
    process.env["npm_config_user_agent"] = "npm/10.8.2 node/v20.20.0 win32 x64 workspaces/false";
    try {
      expect(said("pulumi", "up", { npm_config_yes: "true" })).toContain(": npm.cmd run pulumi -- up --yes\n");
    } finally {
      delete process.env["npm_config_user_agent"];
    }
  });

  it.each<[string, string, Record<string, string>]>([
    ["other settings of npm", "start", { npm_config_cache: "/cache", npm_config_registry: "true" }],
    ["Pulumi's options where the command is the lab's", "start", { npm_config_path: "true" }],
    ["an option that is off", "pulumi", { npm_config_yes: "" }],
    ["what the environment tells npm", "pulumi", { npm_config_yes: "true", NPM_CONFIG_YES: "true" }],
  ])("finds nothing in %s", (_what, script, taken) => {
    expect(said(script, "", taken)).toBeUndefined();
  });

  it("ignores npm's settings if npm did not start the command", () => {
    expect(swallowedOptions(["plan"], { npm_config_out: "true" }, commandSet.commands)).toBeUndefined();
  });
});
