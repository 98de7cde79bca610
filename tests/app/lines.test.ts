import { Readable } from "node:stream";
import { jsonLines } from "../../app/lib/kube/lines";

async function read(...chunks: (string | Buffer)[]): Promise<unknown[]> {
  const objects: unknown[] = [];
  for await (const object of jsonLines(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))) objects.push(object);
  return objects;
}

describe("a stream of JSON lines", () => {
  it("yields the same objects wherever a chunk ends, even within a character", async () => {
    const bytes = Buffer.from('{"a":"웹"}\n\n{"b":2}\r\n');
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(await read(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual([{ a: "웹" }, { b: 2 }]);
    }
  });

  it("drops text after the last line break", async () => {
    expect(await read('{"a":1}\n{"b":')).toEqual([{ a: 1 }]);
  });

  it.each(["<html>\n", '"text"\n', "null\n", "7\n"])("fails with a SyntaxError at the line %j", async (line) => {
    await expect(read('{"a":1}\n', line)).rejects.toThrow(SyntaxError);
  });

  it("fails at a line that is too long, instead of buffering it", async () => {
    const chunk = "x".repeat(1024 * 1024);
    await expect(read(chunk, chunk, chunk, chunk, chunk)).rejects.toThrow("a line of the watch is too long");
  });
});
