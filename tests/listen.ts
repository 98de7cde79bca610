import type { Server } from "node:net";

/** Has a server of a test listen. An error is one of the test, at once: nobody would hear of it, and the test would wait. */
export function listening(server: Server, ...where: [port: number, host: string] | [path: string]): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    const done = () => {
      server.off("error", reject);
      resolve();
    };
    const [place, host] = where;
    if (host === undefined) server.listen(place, done);
    else server.listen(place as number, host, done);
  });
}
