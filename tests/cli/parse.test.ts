import { defineCommand, jsonOption } from "../../cli/command";
import { commandSet } from "../../cli/commands";
import { type CommandSet, parse } from "../../cli/parse";

const run = () => Promise.resolve();

const greet = defineCommand({
  name: "greet",
  summary: "Say hello",
  options: {
    who: { kind: "text", short: "w", placeholder: "name", summary: "to whom", default: "you" },
    from: { kind: "text", placeholder: "name", summary: "from whom" },
    "with-love": { kind: "flag", summary: "how" },
    gift: { kind: "list", short: "g", placeholder: "thing", summary: "what to bring" },
    json: jsonOption("greeting"),
  },
  run,
});
const dig = defineCommand({
  name: "garden dig",
  summary: "Dig a hole",
  options: { depth: { kind: "text", placeholder: "m", summary: "how deep", required: true } },
  run,
});
const call = defineCommand({
  name: "garden call",
  summary: "Call somebody",
  options: {},
  rest: { placeholder: "words", summary: "what to say" },
  run,
});
const set: CommandSet = { commands: [greet, dig, call], groups: { garden: "Outdoors" }, defaultName: "greet" };

const parsed = (...args: string[]) => parse(args, set, "1.2.3", 100);

describe("parse", () => {
  it("runs the default command without a name, with the defaults of its options", () => {
    expect(parsed()).toEqual({
      command: greet,
      options: { who: "you", from: undefined, "with-love": false, gift: [], json: false },
      rest: [],
    });
  });

  it("reads options of every kind, with and without the command's name", () => {
    const args = ["-w", "kim", "--from", "lee", "-g", "a=1", "--gift", "b=2=3", "--with-love", "--json"];
    const options = { who: "kim", from: "lee", "with-love": true, gift: ["a=1", "b=2=3"], json: true };
    expect(parsed(...args)).toMatchObject({ command: greet, options });
    expect(parsed("greet", ...args)).toMatchObject({ command: greet, options });
  });

  it("forgets one command line before the next", () => {
    expect(parsed("-g", "a")).toMatchObject({ options: { gift: ["a"] } });
    expect(parsed("-g", "b")).toMatchObject({ options: { gift: ["b"] } });
  });

  it("finds a command in its group", () => {
    expect(parsed("garden", "dig", "--depth", "2")).toEqual({ command: dig, options: { depth: "2" }, rest: [] });
  });

  it("hands all that follows on to a command that takes the rest", () => {
    const words = ["--depth", "-w", "--", "--json", "--help", "kim"];
    expect(parsed("garden", "call", ...words)).toEqual({ command: call, options: {}, rest: words });
  });

  it.each([
    [["--nodes", "3"], "error: unknown option '--nodes'\n"],
    [["greet", "--who"], "error: option '-w, --who <name>' argument missing\n"],
    [["greet", "kim"], "error: too many arguments for 'greet'. Expected 0 arguments but got 1.\n"],
    [["garden", "dig"], "error: required option '--depth <m>' not specified\n"],
  ])("refuses %j, and shows the command's help", (args, message) => {
    const { out, err, exitCode } = parsed(...args) as { out: string; err: string; exitCode: number };
    expect({ out, exitCode }).toEqual({ out: "", exitCode: 1 });
    expect(err.startsWith(`${message}\nUsage: lab `)).toBe(true);
  });

  it.each([
    [["gret"], "gret", "greet"],
    [["gardn", "dig"], "gardn", "garden"],
    [["garden", "dog"], "garden dog", "garden dig"],
  ])("names the nearest command for %j", (args, name, nearest) => {
    expect(parsed(...args)).toEqual({
      out: "",
      err: `${name}: no such command; the nearest is ${nearest}. \`npm run lab -- --help\` lists all.\n`,
      exitCode: 1,
    });
  });

  it("answers --version", () => {
    expect(parsed("--version")).toEqual({ out: "1.2.3\n", err: "", exitCode: 0 });
  });

  it("lists the commands and the exit codes with --help", () => {
    const { out, exitCode } = parsed("--help") as { out: string; exitCode: number };
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^ {2}greet \[options\] +Say hello\n {2}garden +Outdoors\n/m);
    expect(out).toMatch(/\nExit codes: 0 done, 1 no or refused, 2 cannot tell\.\n$/);
  });

  it("shows a group's commands if none is named, and refuses", () => {
    const { err, exitCode } = parsed("garden") as { err: string; exitCode: number };
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^ {2}dig \[options\] +Dig a hole\n {2}call \[words\.\.\.\] +Call somebody\n/m);
  });
});

describe("the lab's commands", () => {
  it("are these, each in one sentence without a full stop", () => {
    expect(commandSet.commands.map(({ name }) => name)).toEqual([
      "plan",
      "pulumi",
      "local up",
      "local down",
      "local pulumi",
      "doctor",
      "handout",
      "kubeconfigs",
      "check",
      "board",
      "reset",
      "drill",
      "down",
      "gone",
    ]);
    for (const { summary } of commandSet.commands) expect(summary).toMatch(/^[A-Z].*[^.]$/);
  });
});
