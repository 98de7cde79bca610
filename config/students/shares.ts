/** A pod may take half of a space, so with six shares a pod of three containers fits even if it is the only one. */
const fewestShares = 6;

/** Into how many shares a space is divided: a container that requests nothing gets one. @param pods that the space may hold */
export function sharesOf(pods: number): number {
  return Math.max(pods, fewestShares);
}
