import { createInterface } from "node:readline/promises";

/** Asks a person. @returns what was typed; `undefined` where nobody sits before a terminal, or the input ends */
export type Ask = (question: string) => Promise<string | undefined>;

/** @param streams of the process; the question goes to its standard error, so that a document on standard output stays one */
export function createAsk(streams: { readonly stdin: NodeJS.ReadStream; readonly stderr: NodeJS.WriteStream }): Ask {
  return async (question) => {
    const { stdin: input, stderr: output } = streams;
    if (!input.isTTY) return undefined;
    const lines = createInterface({ input, output });
    try {
      return await Promise.race([
        lines.question(question),
        new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined))),
      ]);
    } finally {
      lines.close();
    }
  };
}
