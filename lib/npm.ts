/**
 * npm as people type it. On Windows that is npm.cmd: PowerShell takes npm for npm.ps1, which a fresh Windows refuses to run,
 * and which of npm 10 and older loses a `--` (npm/cli, `bin/npm.ps1`).
 *
 * @param env has `npm_config_user_agent` under npm, such as `npm/10.8.2 node/v20.20.0 win32 x64 workspaces/false`
 */
export function npmCommand(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return / win32 /.test(env["npm_config_user_agent"] ?? "") ? "npm.cmd" : "npm";
}
