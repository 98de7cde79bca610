const answerMs = 2000;

/** Whether anything answers at an address, and with which status. */
export async function visit(url: string): Promise<number | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerMs), redirect: "manual" });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  }
}
