/** Label of what belongs to a student; its value is the student's own label. */
export const studentLabel = "container-lab/student";

/** Annotations of a student's quota: what is reserved, which is less than the quota allows. CPU and memory as quantities. */
export const reservedCpuAnnotation = "container-lab/reserved-cpu";
export const reservedMemoryAnnotation = "container-lab/reserved-memory";
/** The same of a node's own disk. */
export const reservedScratchAnnotation = "container-lab/reserved-scratch";
/** Of the same object: the lab's registry, which a student cannot look up elsewhere. */
export const registryAnnotation = "container-lab/registry";
