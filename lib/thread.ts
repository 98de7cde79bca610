import { Worker } from "node:worker_threads";

/** Starts a TypeScript file in a thread of its own, so that nothing else delays what runs there. @param file absolute */
export function startThread(file: string, workerData: unknown): Worker {
  return new Worker(file, { execArgv: ["--require", require.resolve("sucrase/register/ts")], workerData });
}
