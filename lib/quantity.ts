const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * The number that a Kubernetes quantity without a sign means (kubernetes.io, "Quantity"): 0.25 for `250m`, 536870912 for `512Mi`,
 * 1000 for `1e3`.
 *
 * @returns `undefined` if the text is not a quantity
 */
export function quantity(text: string): number | undefined {
  const match = /^(\d+\.?\d*|\.\d+)(?:([eE][+-]?\d{1,2})|([KMGTPE]i|[numkMGTPE])?)$/.exec(text);
  if (!match) return undefined;
  const [, number = "", exponent = "", suffix = ""] = match;
  return Number(`${number}${exponent}`) * suffixes[suffix]!;
}

/** Thousandths of a CPU in a Kubernetes quantity, rounded to a whole number; `undefined` if the text is not a quantity. */
export function milliCpu(text: string): number | undefined {
  const cpu = quantity(text);
  return cpu === undefined ? undefined : Math.round(cpu * 1000);
}

/** Whole mebibytes in a Kubernetes quantity; `undefined` if the text is not a quantity. */
export function mebibytes(text: string): number | undefined {
  const bytes = quantity(text);
  return bytes === undefined ? undefined : Math.floor(bytes / 2 ** 20);
}
