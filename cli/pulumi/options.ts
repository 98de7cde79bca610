/*
 * Long options of the Pulumi CLI's commands (pulumi/pulumi v3.260.0, `pkg/cmd/pulumi`), but those that often stand in an .npmrc
 * for npm itself or that npm answers: color, shell, name, verbose, version, help.
 */

/** Those that take no value, at least in the commands that a lab is run with. */
export const pulumiFlags = wordsOf(`
  json plaintext secret suppress-permalink
  active all allow-dangling-references asc auto-remediate changes-only clear-pending-creates collapse config-path
  continue-on-error copilot create debug delete-after-destroy diff disable-integrations disable-integrity-checking
  dry-run emoji exact exclude-dependents exclude-protected expect-no-changes follow force full-dates
  fully-qualify-stack-names generate-code generate-only ignore-dependency-edges ignore-log-spans ignore-parent-edges
  ignore-protect include-deprecated include-non-activated include-parents include-preview include-secrets
  inherit-settings insecure interactive keep-config latest list-templates local logflow logtostderr neo
  neo-task-on-failure no-dependencies no-plugins no-select non-interactive offline open otel path preserve-config
  preview preview-only print protect raw refresh refresh-spec reinstall remote remote-config remote-inherit-settings
  remote-skip-install-dependencies remote-stack-config remove remove-backups run-program short-node-name show-config
  show-full-output show-ids show-name show-policy-remediations show-reads show-replacement-steps show-sames
  show-secrets show-urns skip-config-validation skip-install-dependencies skip-pending-creates
  skip-plugin-pre-install skip-preview stateless strict summary suppress-outputs suppress-progress
  suppress-stream-logs target-dependents template-mode transitive urns use-language-version-tools web yes
`);

export const pulumiValueOptions = wordsOf(`
  account add-event add-group add-insights-account add-policy-pack add-stack agent-pool agent-pool-id ai
  approval-mode attach-debugger batch-size before checksum client cloud-url config config-file copy-config-from
  count cron cursor cwd debug-preview debug-update default-org delay delimiter dependency-edge-color description
  dest details-file dir display-name dot-fragment entity-type env env-secret environment event event-log event-type
  exclude exec-agent exec-kind executor-image executor-image-password executor-image-username extension fga-role-id
  fga-role-name file format from function generate-resources git-auth-access-token git-auth-password
  git-auth-ssh-private-key git-auth-ssh-private-key-path git-auth-username git-branch git-commit git-repo-dir
  granularity group group-by hook-format import-file import-pending-creates input input-file
  installation-configuration job kind language list-concurrency lookback-days lookback-start mappings
  memprofilerate message method mode module offset oidc-expiration oidc-org oidc-team oidc-token oidc-user once
  operation org organization otel-traces out output overlays override-env overrides package page page-size parallel
  parent parent-edge-color period permission-mode plan policy-group policy-pack policy-pack-config port
  pre-run-command profiling project properties provider provider-config provider-file publisher purpose query
  read-concurrency read-timeout readme remote-agent-pool-id remote-env remote-env-secret remote-executor-image
  remote-executor-image-password remote-executor-image-username remote-git-auth-access-token
  remote-git-auth-password remote-git-auth-ssh-private-key remote-git-auth-ssh-private-key-path
  remote-git-auth-username remote-git-branch remote-git-commit remote-git-repo-dir remote-pre-run-command
  remove-event remove-group remove-insights-account remove-policy-pack remove-stack replace resource resources-file
  role role-id runtime-options save-plan scan-schedule search secrets-provider server since sort source stack
  start-time step tag target target-replace teams tracing tracing-header type url urn user
`);

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
