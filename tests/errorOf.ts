/** The error of a type that an attempt ends in. */
export function errorOf<E extends Error>(type: abstract new (...args: never[]) => E, attempt: () => unknown): E {
  try {
    attempt();
  } catch (error) {
    if (error instanceof type) return error;
    throw error;
  }
  throw new Error("it was accepted");
}
