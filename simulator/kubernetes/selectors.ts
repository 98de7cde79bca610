import type { input as args } from "@pulumi/kubernetes/types";
import type { Unwrap } from "@pulumi/pulumi";
import type { Inputs } from "../model";

type LabelSelector = Unwrap<args.meta.v1.LabelSelector>;

/** One condition of a label selector; `matchLabels` is short for `In` with one value. */
interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly unknown[];
}

/** `value` is `undefined` if the label is missing. */
const operators: Readonly<Record<string, (values: readonly unknown[], value: unknown) => boolean>> = {
  In: (values, value) => values.includes(value),
  NotIn: (values, value) => !values.includes(value),
  Exists: (_values, value) => value !== undefined,
  DoesNotExist: (_values, value) => value === undefined,
};

export function requirementsOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Requirement[] {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => ({ key, operator: "In", values: [value] })),
    ...matchExpressions.map(({ key, operator, values = [] }) => ({ key, operator, values })),
  ];
}

/** The requirements of a label selector that labels do not meet. An unknown operator is never met. */
export function unmetBy(labels: Inputs, selector: LabelSelector): Requirement[] {
  return requirementsOf(selector).filter(({ key, operator, values }) => !operators[operator]?.(values, labels[key]));
}

/** Whether a label selector matches these labels. The empty selector matches everything. */
export function selects(selector: LabelSelector, labels: Inputs): boolean {
  return unmetBy(labels, selector).length === 0;
}

/** A requirement as people write it: `app=web`, or `tier NotIn (test, old)`. */
export function requirementText({ key, operator, values }: Requirement): string {
  if (operator === "In" && values.length === 1) return `${key}=${values[0]}`;
  return values.length === 0 ? `${key} ${operator}` : `${key} ${operator} (${values.join(", ")})`;
}
