import { readPage } from "../page";
import { chapter } from "../planted";
import { checkCommands } from "./index";
import { thisProgram } from "./program";
import { optionsOf, toolCommand } from "./tools";

const program = thisProgram(["registry", "kubeconfig", "dockerHost"]);

/** Checks a page with one more block. */
function check(text: string, kind = "sh") {
  return checkCommands(readPage("en/x.md", `${chapter}\n\`\`\`${kind}\n${text}\n\`\`\`\n`), program);
}
const problemsOf = (text: string, kind?: string) => check(text, kind).faults.map(({ problem }) => problem);

describe("commands of a page", () => {
  it("are counted, those in sentences too", () => {
    expect(check("npm ci\ndocker ps | grep web")).toMatchObject({ faults: [], count: 5 });
  });

  it("are named by file and line", () => {
    expect(check("npm ci\n\nnpm run nonsense").faults[0]!.place).toBe(`en/x.md:${chapter.split("\n").length + 4}`);
  });

  it.each([
    "npm run lab -- handout --out handout --student kim",
    'npm start -- --config nodeCount=2 --config "students=[kim, 이민호]"',
    "npm run --silent local:pulumi -- stack output kubeconfig --show-secrets > kubeconfig.yaml",
    'npm run pulumi -- config set --path "curfew.stopAt" 19:00',
    "npm run pulumi -- config set studentsFile students.txt",
    "npm run lab -- check --stack local --student kim --watch",
    "docker run --detach --name web --publish 127.0.0.1:8081:80 nginx:1.30.4-alpine3.24",
    "docker compose --file host/compose.yaml up --detach",
    "kubectl --namespace lab get pods --output wide",
    "az aks start --name <name> --resource-group <group>",
    "curl --silent http://127.0.0.1:8081",
  ])("may be %s", (line) => {
    expect(problemsOf(line)).toEqual([]);
  });

  it.each([
    ["npm run nonsense", "package.json has no script nonsense"],
    ["npm publish", "npm publish: only"],
    ["npm start --config nodeCount=2", "npm takes --config as its own"],
    ["npm run lab -- handuot", "handuot: no such command"],
    ["npm run lab -- handout --out x --outt y", "unknown option '--outt'"],
    ["npm run lab -- handout", "required option '-o, --out <folder>' not specified"],
    ["npm run lab -- reset --student kim --exercise skale", "there is no exercise skale"],
    ["npm start -- --config nodeCuont=2", "there is no key nodeCuont"],
    ["npm start -- --config nodeCount=four", "nodeCount is four: a whole number"],
    ['npm run pulumi -- config set --path "curfew.stopat" 19:00', "curfew has no member stopat"],
    ["npm run local:pulumi -- config set zonez 1", "there is no key zonez"],
    ["npm run pulumi -- stack output regstry", "the program has no output regstry"],
    ["npm run pulumi -- stak output registry", "stak: no such command of Pulumi's"],
    ["npm run pulumi -- up --frobnicate", "Pulumi has no option --frobnicate"],
    ["npx pulumi up", "npx pulumi ends at the first Ctrl+C"],
    ["docker rn web", "docker rn web: no such command"],
    ["kubectl pods", "kubectl pods: no such command"],
    ["docker compose upp", "docker compose upp: no such command"],
    ["az aks credentials", "az aks credentials: no such command"],
    ["echo $(docker rn web)", "docker rn web: no such command"],
    ["doker ps", "doker: no program"],
    ["curl http://127.0.0.1:8999", "nothing of the lab answers on port 8999"],
    ["curl http://localhost/", "nothing of the lab answers on port 80"],
    ["docker pull nginx:latest", "nginx:latest: host/ has another version"],
  ])("may not be %s", (line, problem) => {
    expect(problemsOf(line)).toEqual([expect.stringContaining(problem)]);
  });

  it.each(["npm run nonsense", "docker rn web", "lab handuot", "npm start -- --config zonez=1"])(
    "may not be `%s` in a sentence either",
    (line) => {
      expect(checkCommands(readPage("en/x.md", `Type \`${line}\`.`), program).faults).toHaveLength(1);
    },
  );

  it("are names in a sentence, without what they need", () => {
    expect(
      checkCommands(readPage("en/x.md", "As `lab handout`, `docker compose` and `docker run` do."), program),
    ).toMatchObject({
      faults: [],
      count: 3,
    });
  });
});

describe("blocks for PowerShell", () => {
  it.each([
    "npm.cmd run lab -- handout --out handout",
    '$env:KUBECONFIG = "$PWD\\kubeconfig.yaml"',
    "Get-Content password.txt | docker login --username kim --password-stdin localhost:5001",
    "@'\nFROM x\nnpm run nonsense\n'@ | Out-File -Encoding ascii Dockerfile",
  ])("may have %s", (line) => {
    expect(problemsOf(line, "powershell")).toEqual([]);
  });

  it.each([
    ["npm run local", "type npm.cmd"],
    ["npm.cmd run nonsense", "package.json has no script nonsense"],
    ["export A=1", "$env:NAME"],
    ["cd host && docker ps", "two lines"],
    ["docker login x < file", "Get-Content"],
    ["npm.cmd start > plan.txt", "UTF-16"],
    ["curl http://127.0.0.1:8081", "curl.exe"],
    ["Get-Content x | docker logn", "docker logn: no such command"],
    ["docker run \\", "behind a backtick"],
  ])("may not have %s", (line, problem) => {
    expect(problemsOf(line, "powershell")).toEqual([expect.stringContaining(problem)]);
  });
});

describe("the options of another tool's command", () => {
  it.each([
    ["docker run --detach --name web nginx:1 --flag-of-nginx", ["--detach", "--name"]],
    ["docker exec --interactive --tty web sh -c x", ["--interactive", "--tty"]],
    ["docker compose --file f up --detach", ["--file", "--detach"]],
    ["kubectl exec --stdin pod/x -- node -p 1", ["--stdin"]],
    ["kubectl run hello --image x --restart=Never", ["--image", "--restart=Never"]],
  ])("end where the program in the container begins: %s", (line, options) => {
    const command = toolCommand(line.split(" "));
    expect(typeof command === "object" && optionsOf(command)).toEqual(options);
  });
});
