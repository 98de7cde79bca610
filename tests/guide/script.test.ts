import { commandsOf, linesOf } from "./script";

const words = (script: string) => commandsOf(script).map((command) => command.words.join(" "));

describe("a script's commands", () => {
  it("are one a line, over continued lines and here-documents", () => {
    const script = "docker run \\\n  nginx\n\ncat > f <<'END'\nnpm run nonsense\nEND\ndocker ps\n";
    expect(linesOf(script)).toEqual([
      { text: "docker run nginx", line: 1 },
      { text: "cat > f <<'END'", line: 4 },
      { text: "docker ps", line: 7 },
    ]);
  });

  it.each([
    ["of a pipe", "docker ps | grep web", ["docker ps", "grep web"]],
    ["of a chain", "cd host && ./passwords; docker ps", ["cd host", "./passwords", "docker ps"]],
    ["inside a substitution", "docker rm $(docker ps --quiet)", ["docker rm SUBSTITUTE", "docker ps --quiet"]],
    ["without redirections", "docker login registry < password.txt 2> errors", ["docker login registry"]],
    ["after a variable", "WORDPRESS_PORT=8888 docker compose up", ["docker compose up"]],
    ["with variables as they are", 'docker pull "$REGISTRY/app:lab"', ["docker pull $REGISTRY/app:lab"]],
    [
      "with a placeholder for the reader's own word",
      "npm run lab -- handout --out <a folder>",
      ["npm run lab -- handout --out PLACEHOLDER"],
    ],
    ["but not of an assignment alone", "REGISTRY=localhost:5001", []],
  ])("are found %s", (_where, line, found) => {
    expect(words(line)).toEqual(found);
  });
});
