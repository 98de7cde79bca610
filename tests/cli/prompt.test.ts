import { PassThrough } from "node:stream";
import { createAsk } from "../../cli/prompt";

/** Streams of a process before a terminal, or not. */
function streams(isTTY: boolean) {
  const stdin = Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.ReadStream;
  const stderr = new PassThrough() as unknown as NodeJS.WriteStream;
  return { stdin, stderr };
}

describe("a question", () => {
  it("goes to standard error, and what is typed is its answer", async () => {
    const { stdin, stderr } = streams(true);
    const answer = createAsk({ stdin, stderr })("Name? ");
    (stdin as unknown as PassThrough).write("kim\n");
    await expect(answer).resolves.toBe("kim");
    expect(String(stderr.read())).toBe("Name? ");
  });

  it("has no answer where the input ends, or nobody sits before a terminal", async () => {
    const ended = streams(true);
    const answer = createAsk(ended)("Name? ");
    (ended.stdin as unknown as PassThrough).end();
    await expect(answer).resolves.toBeUndefined();
    const none = streams(false);
    await expect(createAsk(none)("Name? ")).resolves.toBeUndefined();
    expect(none.stderr.read()).toBeNull();
  });
});
