import { commandSet } from "../../cli/commands";
import { swallowedOptions } from "../../cli/npmOptions";

const said = (env: Record<string, string>) => swallowedOptions(env, commandSet.commands);

describe("swallowedOptions", () => {
  it.each([...["json", "stack", "config", "strict", "out"].map((name) => [name, name]), ["until-end", "until_end"]])(
    "finds --%s among npm's settings",
    (name, setting) => {
      expect(said({ npm_lifecycle_event: "lab", [`npm_config_${setting}`]: "true" })).toBe(
        `npm took --${name} as its own. Put -- before the lab's options: npm run lab -- --${name} …\n` +
          "In PowerShell put it in quotes: npm run lab '--' …\n",
      );
    },
  );

  it("finds nothing without such a setting", () => {
    expect(said({ npm_lifecycle_event: "start", npm_config_cache: "/cache" })).toBeUndefined();
  });

  it("ignores npm's settings if npm did not start the command", () => {
    expect(said({ npm_config_out: "true" })).toBeUndefined();
  });
});
