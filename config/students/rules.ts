import type { ConfigFault } from "../error";
import type { LabConfig } from "../keys";
import { localKeys } from "../local/keys";
import type { Rule } from "../rule";
import { studentsIn } from "./index";
import { sharesOf } from "./shares";

/** Rules of the students' spaces. */
export const studentRules: readonly Rule[] = [
  { keys: ["kubeContext", "apiServer", "students", "studentsFile"], faults: apiServerFaults },
  { keys: ["students", "studentsFile"], faults: twoListsFaults },
  { keys: ["studentCpu", "studentMemory", "studentPods"], faults: podShareFaults },
  { keys: ["studentServices", "studentLoadBalancers"], faults: loadBalancerFaults },
];

function apiServerFaults(config: LabConfig): ConfigFault[] {
  if (config.kubeContext === undefined || config.apiServer !== undefined || studentsIn(config).length === 0) return [];
  return [
    {
      key: "apiServer",
      value: "",
      problem: "the students' kubeconfigs need an address that works on their machines",
      allowed: "the API server's address with kubeContext and students",
      fix: { action: "set", key: "apiServer", value: localKeys.apiServer.example },
    },
  ];
}

function twoListsFaults({ students, studentsFile }: LabConfig): ConfigFault[] {
  if (students.length === 0 || studentsFile === undefined) return [];
  return [
    {
      key: "students",
      value: JSON.stringify(students.map(({ name }) => name)),
      problem: "studentsFile is set too, and a class has one list",
      allowed: "students or studentsFile, not both",
      fix: { action: "unset", key: "students" },
    },
  ];
}

/** What the smallest of servers starts with: a container that requests nothing gets a share of a space. */
const leastShare = { cpu: 5, memory: 32 };

function podShareFaults({ studentCpu, studentMemory, studentPods }: LabConfig): ConfigFault[] {
  const shares = sharesOf(studentPods);
  const fault = (key: "studentCpu" | "studentMemory", value: number, unit: string, least: number): ConfigFault[] =>
    value >= least * shares
      ? []
      : [
          {
            key,
            value: `${value}${unit}`,
            problem: `for studentPods ${studentPods} it is too little: a container gets ${Math.floor(value / shares)}${unit} of it`,
            allowed: `${least * shares}${unit} or more`,
            fix: { action: "set", key, value: `${least * shares}${unit}` },
          },
        ];
  return [
    ...fault("studentCpu", studentCpu, "m", leastShare.cpu),
    ...fault("studentMemory", studentMemory, "Mi", leastShare.memory),
  ];
}

function loadBalancerFaults({ studentServices, studentLoadBalancers }: LabConfig): ConfigFault[] {
  if (studentLoadBalancers <= studentServices) return [];
  return [
    {
      key: "studentLoadBalancers",
      value: String(studentLoadBalancers),
      problem: `each is a Service, and studentServices is ${studentServices}`,
      allowed: "studentServices or less",
      fix: { action: "set", key: "studentLoadBalancers", value: String(studentServices), type: "integer" },
    },
  ];
}
