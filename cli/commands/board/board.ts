import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../../lib/userError";
import { type Context, jsonText } from "../../context";
import { loadCourse } from "../../exercises/load";
import { visit } from "../../exercises/observe/visit";
import { spacesOn } from "../../kubernetes/space";
import { administratorOf, stackOutputs } from "../../kubernetes/stackAccess";
import { ClassModel } from "./model/classModel";
import { BoardServer } from "./server";
import type { BoardChange } from "./types";
import { lookIntoRegistry, watchClass, watchRegistry } from "./watchClass";

export interface BoardOptions {
  readonly stack: string;
  readonly port: string;
  readonly json: boolean;
}

/** For so long one picture may take, with a load balancer that does not answer. */
const pictureMs = 30_000;
const pauseMs = 50;

/** Serves the board until Ctrl+C, or prints one picture of it. */
export async function board(context: Context, { stack, port, json }: BoardOptions): Promise<void> {
  const wanted = portOf(port);
  const course = loadCourse(context.folder);
  const outputs = await stackOutputs(context, stack);
  const access = administratorOf(context, stack, outputs);
  // Says what is wrong with the access before a page does.
  await spacesOn(await context.kubernetes.connect(access));
  const client = await context.kubernetes.stream(access);
  const listeners: ((change: BoardChange) => void)[] = [];
  const onChange = (change: BoardChange) => listeners.forEach((listener) => listener(change));
  const model = new ClassModel({ stack, course, registry: outputs.registry, visit, onChange, now: Date.now });
  await context.interrupts.outlive(async () => {
    const ended = new AbortController();
    const signal = AbortSignal.any([ended.signal, context.interrupts.signal]);
    watchClass(client, model, signal);
    try {
      if (json) return await printPicture();
      void watchRegistry(outputs, course, model, context.env, signal);
      await serve(signal);
    } finally {
      ended.abort();
    }
  });

  async function serve(signal: AbortSignal): Promise<void> {
    const server = new BoardServer(context.folder, model);
    listeners.push((change) => server.publish(change));
    const actual = await server.start(wanted);
    context.output.out(greeting(actual, wanted));
    if (!signal.aborted) await once(signal, "abort");
    await server.stop();
  }

  async function printPicture(): Promise<void> {
    const deadline = Date.now() + pictureMs;
    const settle = async () => {
      for (;;) {
        context.interrupts.signal.throwIfAborted();
        model.flush();
        if (model.isSettled || Date.now() >= deadline) return;
        await sleep(pauseMs);
      }
    };
    await settle();
    await lookIntoRegistry(outputs, course, model, context.env);
    await settle();
    if (!model.isListed)
      throw new UserError(
        `The cluster did not list all objects within ${pictureMs / 1000} seconds. Run the command again.`,
      );
    context.output.out(jsonText(model.snapshot()));
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UserError(`--port ${text}: allowed is a number from 0 to 65535; 0 is any free one.`);
}

function greeting(port: number, wanted: number): string {
  const taken = port === wanted || wanted === 0 ? "" : `Port ${wanted} is taken, so it is another.\n`;
  const address = `http://127.0.0.1:${port}/`;
  return (
    `The board of the class, for this machine's browsers alone:\n  ${address}  for you, with names\n` +
    `  ${address}projector  for the projector; names are hidden until you show them\n${taken}Ctrl+C ends it.\n`
  );
}
