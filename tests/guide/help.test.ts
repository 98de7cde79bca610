import { optionFaults } from "./run/help";
import { toolCommand } from "./words/tools";

const helps: Readonly<Record<string, string>> = {
  "docker --help": "  -H, --host list   Daemon socket",
  "docker exec --help": "  -i, --interactive\n  -t, --tty\n  -e, --env list",
  "docker compose --help": "  -f, --file stringArray",
  "docker compose up --help": "  -d, --detach   Detached mode",
  "kubectl options": "    -n, --namespace='':",
  "kubectl create deployment --help": "    --image=[]:",
  "kubectl scale --help": "    --replicas=0:",
};
const help = (...words: readonly string[]) => helps[words.join(" ")] ?? "";

function problemsOf(line: string): string[] {
  const command = toolCommand(line.split(" "));
  if (typeof command !== "object") throw new Error(`${line} is no command of a tool`);
  return optionFaults([{ ...command, place: "en/x.md:1" }], help).map(({ problem }) => problem);
}

describe("the options of other tools", () => {
  it.each([
    "docker exec -it --env A=1 web sh -c --nonsense",
    "docker --host x exec --interactive web sh",
    "docker compose --file f up --detach",
    "kubectl --namespace lab scale deployment web --replicas=3",
    "kubectl create deployment web --image=x",
    "az vm list --resource-group g --query [].id --output tsv",
  ])("may be those of their help, or of a program in a container: %s", (line) => {
    expect(problemsOf(line)).toEqual([]);
  });

  it.each([
    ["docker exec --interactve web sh", "docker exec has no --interactve"],
    ["docker exec -ix web sh", "docker exec has no -ix"],
    ["docker compose up --deatch", "docker compose up has no --deatch"],
    ["kubectl scale deployment web --replica=3", "kubectl scale has no --replica"],
    ["az aks start --cluster-name lab", "az aks start has no --cluster-name"],
  ])("may not be others: %s", (line, problem) => {
    expect(problemsOf(line)).toEqual([problem]);
  });
});
