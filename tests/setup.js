// Jest keeps 100 frames of each stack, and Pulumi takes a stack for each of its promises: a third of the tests' time.
Error.stackTraceLimit = 10;

// Commands that are printed begin with npm.cmd if npm says that this is Windows; tests begin them with npm everywhere.
delete process.env.npm_config_user_agent;
