import { windowsShells } from "./shells";

const { cmd, "PowerShell 5.1": powershell51, "PowerShell 7": powershell7 } = windowsShells;

/** What went wrong with Windows' shells before the lab's commands were spelled for all of them. */
describe("a line in a shell of Windows", () => {
  it("keeps single quotes in cmd, and loses double quotes in single ones in PowerShell 5.1", () => {
    const line = `docker x 'students=["kim"]'`;
    expect(cmd(line)).toEqual(["docker", "x", "'students=[kim]'"]);
    expect(powershell51(line)).toEqual(["docker", "x", "students=[kim]"]);
    expect(powershell7(line)).toEqual(["docker", "x", 'students=["kim"]']);
    expect(powershell7(line.replace("docker", "npm.cmd"))).toEqual(["npm.cmd", "x", "students=[kim]"]);
  });

  it("loses an empty word in PowerShell 5.1", () => {
    expect(cmd('docker "" x')).toEqual(["docker", "", "x"]);
    expect(powershell51('docker "" x')).toEqual(["docker", "x"]);
    expect(powershell7('docker "" x')).toEqual(["docker", "", "x"]);
  });

  it.each([
    ["two commands", "npm.cmd ci && npm.cmd start"],
    ["a variable of cmd", 'docker "%PATH%"'],
    ["what cmd acts on", "docker a^b"],
  ])("is refused with %s", (_what, line) => {
    expect(() => cmd(line)).toThrow(/^cmd: /);
  });

  it.each([
    ["two commands", "npm.cmd ci && npm.cmd start"],
    ["a variable", 'docker "$HOME"'],
    ["a typographic quote", 'docker "a\u201cb"'],
    ["a list", "docker a,b"],
    ["a block", "docker a{b}"],
    ["an option with a dot, which becomes two words", "docker -a.b"],
    ["a variable before the program", "CLUSTER_GONE=$true npm.cmd start"],
  ])("is refused by PowerShell with %s", (_what, line) => {
    expect(() => powershell51(line)).toThrow(/^PowerShell: /);
    expect(() => powershell7(line)).toThrow(/^PowerShell: /);
  });

  it("is acted on by cmd after PowerShell took the quotes off for npm.cmd", () => {
    expect(() => powershell51('npm.cmd start "a&b"')).toThrow(/^cmd: /);
    expect(powershell51('docker start "a&b"')).toEqual(["docker", "start", "a&b"]);
  });

  it("has backslashes and quotes as the C runtime reads them", () => {
    expect(cmd(String.raw`docker "C:\a b\c" "a\\" "a\"b" d\e`)).toEqual([
      "docker",
      String.raw`C:\a b\c`,
      "a\\",
      'a"b',
      String.raw`d\e`,
    ]);
  });
});
