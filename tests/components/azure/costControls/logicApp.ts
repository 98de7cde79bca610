/** An action of a workflow, as far as the lab uses them. */
export interface Action {
  readonly type: string;
  readonly runAfter: Record<string, string[]>;
  readonly inputs?: { method?: string; uri?: string; authentication?: object; interval?: { count: number } };
  readonly operationOptions?: string;
  readonly expression?: unknown;
  readonly limit?: { count: number; timeout: string };
  readonly actions?: Record<string, Action>;
  readonly else?: { actions: Record<string, Action> };
}

export type Actions = Readonly<Record<string, Action>>;

export function actionsOf(definition: { actions: unknown }): Actions {
  return definition.actions as Actions;
}

/** Every action with its name, those inside others too. */
export function flat(actions: Actions): [string, Action][] {
  return Object.entries(actions).flatMap(([name, action]): [string, Action][] => [
    [name, action],
    ...flat({ ...action.actions, ...action.else?.actions }),
  ]);
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** What Azure answers to a call at a minute of the run. */
export type Azure = (method: string, path: string, minute: number) => Answer;

type Outcome = "Succeeded" | "Failed" | "Skipped";

/** A run of a workflow: each of its outermost actions by itself, as if Azure answered at once. */
export class Run {
  minute = 0;
  /** Method, address without its host, and the minute, of each call that is not a GET. */
  readonly changes: [string, string, number][] = [];
  private readonly bodies: Record<string, unknown> = {};

  constructor(private readonly azure: Azure) {}

  /** Runs actions one after the other: the lab's workflows branch at the outermost level only. */
  all(actions: Actions): Outcome {
    const outcomes: Record<string, Outcome> = {};
    for (const [name, action] of Object.entries(actions)) {
      const runs = Object.entries(action.runAfter).every(([before, on]) => on.includes(outcomes[before]!));
      outcomes[name] = runs ? this.one(name, action) : "Skipped";
    }
    const last = Object.keys(actions).at(-1);
    return last === undefined ? "Succeeded" : outcomes[last]!;
  }

  private one(name: string, action: Action): Outcome {
    switch (action.type) {
      case "If":
        return this.all(this.holds(action.expression) ? action.actions! : action.else!.actions);
      case "Wait":
        this.minute += action.inputs!.interval!.count;
        return "Succeeded";
      case "Until":
        return this.loop(action);
      default:
        return this.call(name, action.inputs!.method!, action.inputs!.uri!.replace("https://management.azure.com", ""));
    }
  }

  /** The condition is looked at after each iteration, whatever happened in it (Learn, "Add loops to repeat actions"). */
  private loop({ actions, expression, limit, operationOptions }: Action): Outcome {
    const end = this.minute + Number(/^PT(\d+)M$/.exec(limit!.timeout)![1]);
    for (let count = 0; count < limit!.count && this.minute < end; count++) {
      const outcome = this.all(actions!);
      if (this.valueOf(expression) === true) return outcome;
    }
    return operationOptions === "FailWhenLimitsReached" ? "Failed" : "Succeeded";
  }

  private call(name: string, method: string, path: string): Outcome {
    const { status, body } = this.azure(method, path, this.minute);
    if (method !== "GET") this.changes.push([method, path, this.minute]);
    this.bodies[name] = body ?? null;
    return status < 400 ? "Succeeded" : "Failed";
  }

  private holds(condition: unknown): boolean {
    const [[operator, operands]] = Object.entries(condition as Record<string, unknown>) as [[string, unknown]];
    if (operator === "not") return !this.holds(operands);
    if (operator === "and") return (operands as unknown[]).every((operand) => this.holds(operand));
    if (operator !== "equals") throw new Error(`${operator} is not known`);
    const [a, b] = (operands as unknown[]).map((operand) => this.valueOf(operand));
    return a === b;
  }

  /** The language's `a?['b']` is JavaScript's `a?.['b']`; the functions are those below. */
  private valueOf(text: unknown): unknown {
    if (typeof text !== "string" || !text.startsWith("@")) return text;
    const scope = { ...functions, body: (name: string) => this.bodies[name] };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the lab's own expressions
    const evaluate = new Function(...Object.keys(scope), `return ${text.slice(1).replaceAll("?[", "?.[")}`);
    return (evaluate as (...values: unknown[]) => unknown)(...Object.values(scope));
  }
}

const functions = {
  and: (...values: boolean[]) => values.every(Boolean),
  not: (value: boolean) => !value,
  equals: (a: unknown, b: unknown) => (a ?? null) === b,
  contains: (whole: string | unknown[], part: unknown) => whole.includes(part as string),
  coalesce: (...values: unknown[]) => values.find((value) => value !== undefined && value !== null) ?? null,
  createArray: (...values: unknown[]) => values,
  string: (value: unknown) => (value === undefined || value === null ? "" : JSON.stringify(value)),
};
