/** Label of what belongs to a student; its value is the student's own label. */
export const studentLabel = "container-lab/student";
