import { spawnSync } from "node:child_process";
import { prefixed, shellCommand, shellQuote } from "../../lib/shell";

describe("shellQuote", () => {
  it.each(["kind-kind", "./school.yaml", "a_b.c/d:e=f@g+h", "nodeCount=3"])("leaves %j as it is", (word) => {
    expect(shellQuote(word)).toBe(word);
  });

  it.each([
    ["", "''"],
    ["our school.yaml", "'our school.yaml'"],
    ["a;reboot", "'a;reboot'"],
    ["~/school.yaml", "'~/school.yaml'"],
    ["kim's", "'kim'\\''s'"],
    ["[1]\n", "'[1]\n'"],
  ])("puts %j in quotes", (word, expected) => {
    expect(shellQuote(word)).toBe(expected);
  });

  it("is one word to a shell, whatever is in it", () => {
    const words = [
      "",
      "$HOME",
      "$(echo x)",
      "`echo x`",
      "a b",
      "kim's 'own'",
      '"',
      "\\",
      "a\nb",
      "*",
      "a&b|c>d",
      "~",
      "#x",
      "!",
    ];
    const script = `printf '%s\\0' ${words.map(shellQuote).join(" ")}`;
    const { stdout } = spawnSync("/bin/sh", ["-c", script], { encoding: "utf8" });
    expect(stdout.split("\0").slice(0, -1)).toEqual(words);
  });
});

describe("shellCommand", () => {
  it("quotes texts, and leaves expressions to the shell", () => {
    expect(shellCommand(["set", "a b", { shell: '"$(cat key)"' }])).toBe(`set 'a b' "$(cat key)"`);
  });
});

describe("prefixed", () => {
  it("puts a text before a text, or before an expression", () => {
    expect(shellCommand([prefixed("a b=", "c"), prefixed("a b=", { shell: '"$c"' })])).toBe(`'a b=c' 'a b='"$c"`);
  });
});
