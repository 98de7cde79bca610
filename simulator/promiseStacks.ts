import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

/** The part of Pulumi's search for promises that never end which takes a stack trace. */
type PromiseWrapper = <T>(promise: Promise<T>, context: unknown) => Promise<T>;
const wrapper = debuggable as unknown as { debuggablePromise: PromiseWrapper };

/**
 * Runs something without the stack traces that Pulumi takes for each of its promises and resources. Nobody reads them in a
 * simulation, and they take half of its time and memory. Pulumi still finds promises that never end, and a stack trace that
 * starts anywhere else, such as that of an error in the program, is as usual.
 */
export async function withoutPromiseStacks<T>(run: () => Promise<T>): Promise<T> {
  const { debuggablePromise } = wrapper;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- V8 calls it with no `this` that matters.
  const { prepareStackTrace } = Error;
  wrapper.debuggablePromise = (promise, context) => withoutFrames(() => debuggablePromise(promise, context));
  Error.prepareStackTrace = (error, frames) =>
    startsInPulumi(frames) ? String(error) : ((prepareStackTrace ?? formatted)(error, frames) as unknown);
  try {
    return await run();
  } finally {
    wrapper.debuggablePromise = debuggablePromise;
    if (prepareStackTrace) Error.prepareStackTrace = prepareStackTrace;
    else delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
  }
}

function withoutFrames<T>(run: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function startsInPulumi([first]: readonly NodeJS.CallSite[]): boolean {
  return /[\\/]@pulumi[\\/]pulumi[\\/]/.test(first?.getFileName() ?? "");
}

/** As Node does it itself. */
function formatted(error: Error, frames: readonly NodeJS.CallSite[]): string {
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- a call site of V8 has a text form of its own.
  return [String(error), ...frames].join("\n    at ");
}
