import { isForEveryShell, prefixed, shellCommand, wordForEveryShell } from "../../lib/shell";
import { describeOnPosix } from "../platform";
import { posixShell, wordsOf } from "../shells";

/** Texts that every shell can be told. */
const sharedWords = [
  "kind-kind",
  "./school.yaml",
  "a_b.c/d:e=f@g+h",
  "nodeCount=3",
  "our school.yaml",
  "a;reboot",
  "~/school.yaml",
  "kim's",
  "students[0]",
  "students=[kim, 이민호]",
  "컨테이너",
  "a,b",
  "@x",
  "#x",
  "*",
  "{a: 1}",
  "=x",
  "-a.b",
  "--yes",
  "C:\\Users\\김 민수\\config",
];

/** Texts that some shell changes, whatever is around them. */
const otherWords = [
  "",
  "$HOME",
  "$(touch x)",
  "`touch x`",
  '"',
  "a\\",
  "a\\\\b",
  "a\nb",
  "!",
  "%PATH%",
  "a&b|c>d",
  "^",
  "(x)",
  "\u201cx",
];

describe("wordForEveryShell", () => {
  it.each(sharedWords)("spells %j so that all shells read it", (word) => {
    expect(wordsOf(`npm ${wordForEveryShell(word)} x`)).toEqual(["npm", word, "x"]);
    expect(wordsOf(`npm.cmd ${wordForEveryShell(word)} x`)).toEqual(["npm.cmd", word, "x"]);
  });

  it.each(otherWords)("has no spelling for %j", (word) => {
    expect(wordForEveryShell(word)).toBeUndefined();
  });

  it("puts quotes around nothing that needs none", () => {
    expect(["nodeCount=3", "19:00", "--config", "curfew.days"].map(wordForEveryShell)).toEqual([
      "nodeCount=3",
      "19:00",
      "--config",
      "curfew.days",
    ]);
  });
});

describe("shellCommand", () => {
  it("is for every shell if all words are", () => {
    expect(shellCommand(["npm", "start", "a b"])).toBe('npm start "a b"');
    expect(isForEveryShell(["npm", { shell: "$x" }])).toBe(false);
  });

  it("says that an expression is not for cmd", () => {
    const command = shellCommand(["npm", "start", prefixed("key=", { shell: "$(cat ~/key)" }), prefixed("a b=", "c")]);
    expect(command).toBe('in bash, zsh or PowerShell: npm start "key=$(cat ~/key)" "a b=c"');
  });
});

describeOnPosix("there is no /bin/sh", "shellCommand, where the shells have no spelling in common", () => {
  it("is for a POSIX shell, which reads every word as it is", () => {
    const words = ["npm", ...otherWords, "it's", "$'"];
    const label = "in bash or zsh: ";
    const command = shellCommand(words);
    expect(command.startsWith(label)).toBe(true);
    expect(posixShell(command.slice(label.length))).toEqual(words);
  });

  it("leaves expressions to the shell", () => {
    expect(wordsOf(shellCommand(["npm", "a`b", prefixed("key=", { shell: "$(cat ~/key)" })]))).toEqual([
      "npm",
      "a`b",
      "key=the text  of /home/kim/key",
    ]);
  });
});
