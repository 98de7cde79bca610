/** The stack that `npm run local` brings up, whose state is in a folder of the project. */
export const localStack = "local";

/** The stack that a new user makes, on Azure. */
export const defaultStack = "dev";
