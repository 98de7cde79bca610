/** The error with which an attempt fails. @throws the error itself, if it has another type */
export function errorOf<E extends Error>(type: abstract new (...args: never[]) => E, attempt: () => unknown): E {
  try {
    attempt();
  } catch (error) {
    if (error instanceof type) return error;
    throw error;
  }
  throw new Error("the attempt succeeded");
}
