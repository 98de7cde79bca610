/** What one ValidatingAdmissionPolicy for the students' namespaces checks. All messages say what a student's object is or has. */
export interface AdmissionRules {
  readonly resources: readonly {
    readonly group: "" | "apps" | "batch" | "autoscaling";
    readonly names: readonly string[];
  }[];
  readonly operations: readonly ("CREATE" | "UPDATE" | "DELETE")[];
  /** CEL: requests for which this is false pass unchecked. @default all are checked */
  readonly when?: string;
  /** CEL expressions by name, for use as `variables.name`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The message by which a request is refused, and the CEL expression that holds for a good one. */
  readonly validations: readonly (readonly [message: string, expression: string])[];
}

/** CEL: the request comes from a student's account. Controllers act for students under accounts of their own. */
export const byStudent = "'system:serviceaccounts:students' in request.userInfo.groups";

/** CEL: the request creates an object, for whomever, or a student changes one. */
export const createdOrChangedByStudent = `request.operation == 'CREATE' || ${byStudent}`;

/** Spec of a ValidatingAdmissionPolicy. While the policy itself fails, every request that it would check is refused. */
export function policySpec({ resources, operations, when, variables, validations }: AdmissionRules) {
  return {
    failurePolicy: "Fail",
    matchConstraints: {
      resourceRules: resources.map(({ group, names }) => ({
        apiGroups: [group],
        apiVersions: ["*"],
        operations: [...operations],
        resources: [...names],
      })),
    },
    ...(when !== undefined && { matchConditions: [{ name: "checked", expression: when }] }),
    ...(variables && {
      variables: Object.entries(variables).map(([name, expression]) => ({ name, expression })),
    }),
    validations: validations.map(([message, expression]) => ({ expression, message })),
  };
}

/** CEL: a field is unset, or an expression holds for it. */
export function unsetOr(field: string, expression: string): string {
  return `!has(${field}) || ${expression}`;
}

/** CEL: a list with these texts or numbers. */
export function celList(items: readonly (string | number)[]): string {
  return `[${items.map((item) => (typeof item === "number" ? item : `'${item}'`)).join(", ")}]`;
}
