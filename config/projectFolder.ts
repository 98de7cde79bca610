import { join } from "node:path";

/** The project's folder: where Pulumi.yaml is. */
export const projectFolder = join(__dirname, "..");
