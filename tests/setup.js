// Jest keeps 100 frames of each stack, and Pulumi takes a stack for each of its promises: a third of the tests' time.
Error.stackTraceLimit = 10;
