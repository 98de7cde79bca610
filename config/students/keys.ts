import { key } from "../key";
import { orEmpty, whole } from "../kinds";
import { cpu, memory } from "../kinds/kubernetes";
import { studentFile, studentList } from "./kinds";

/** Keys of the students' spaces on the cluster. */
export const studentKeys = {
  students: key(studentList, {
    default: [],
    description: "Who gets a space of their own on the cluster: a namespace with quotas, and a kubeconfig for it.",
  }),
  studentsFile: key(orEmpty(studentFile, "nothing"), {
    default: "",
    description: "The same from a file, one name a line; empty lines, and what comes after a #, do not count.",
  }),
  studentCpu: key(cpu("50m", "16"), {
    default: "200m",
    description:
      "CPU that is kept free for each student. A student may request more, up to 1 CPU in all, and use five times what they may request, as long as nobody else needs it: CPU can be shared. One pod may use half of that.",
  }),
  studentMemory: key(memory("192Mi", "64Gi"), {
    default: "640Mi",
    description:
      "Memory that is kept free for each student. A student may request more, up to 1280Mi in all, and use twice what they may request, as long as the nodes have it. One pod may use half of that.",
  }),
  studentPods: key(whole(1, 100), {
    default: 10,
    description:
      "Pods of each student. One that requests nothing gets its share of CPU and memory, so that as many do run.",
  }),
  studentServices: key(whole(0, 50), { default: 5, description: "Services of each student." }),
  studentLoadBalancers: key(whole(0, 10), {
    default: 1,
    description:
      "Of these, Services of type LoadBalancer. On Azure each has a public address, about 0.005 USD an hour.",
  }),
  studentVolumes: key(whole(0, 20), {
    default: 1,
    description:
      "PersistentVolumeClaims of each student, 5 GiB at most each. On Azure each is a disk, billed by itself.",
  }),
};
