import { program } from "./program";

// Pulumi calls an exported function and awaits it at once. A promise exported instead would be rejected, where the
// configuration is wrong, before Pulumi awaits it, and Node would report an unhandled rejection.
export = program;
