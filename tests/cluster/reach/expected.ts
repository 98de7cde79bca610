const [ofStudents, ofNobody, ofApp] = [
  ["yes", "yes", "no", "yes"],
  ["no", "no", "no", "yes"],
  ["no", "no", "yes", "yes"],
];
const ofOwn = ["yes", "yes", "-", "yes"];
const closedToStudents = ["no", "no", "-", "yes"];

/**
 * Whether each target is reached from a pod of kim's, of lee's, of the lab's app, and from one without policies, which shows that
 * the target is there.
 */
export const expected: Readonly<Record<string, readonly string[]>> = {
  "its own pod on another node": ofOwn,
  "its own Service by address": ofOwn,
  "its own Service by name": ofOwn,
  "its own node port on its node": ofOwn,
  // It would go to the other node's own address, as if it were the kubelet's port.
  "its own node port on another node": closedToStudents,
  "its own load balancer": ofOwn,
  "another student's pod on its node": ofNobody,
  "another student's pod on another node": ofNobody,
  "another student's Service by address": ofNobody,
  "another student's Service by name": ofNobody,
  "another student's node port on its node": ofNobody,
  "another student's node port on another node": ofNobody,
  "another student's load balancer on its node": ofNobody,
  "another student's load balancer on another node": ofNobody,
  "the lab app's pod": ofNobody,
  "the lab app's Service by address": closedToStudents,
  "the lab app's Service by name": closedToStudents,
  "the lab app's node port on its node": closedToStudents,
  "the lab app's node port on another node": closedToStudents,
  "the lab app's load balancer": closedToStudents,
  "its own Service's name": ofOwn,
  // DNS keeps no secrets: whoever knows a name learns the address.
  "another student's Service's name": ofStudents,
  "the API server by its Service": ofApp,
  "the API server by its address": ofApp,
  "the kubelet of its node": ofNobody,
  "the kubelet of another node": ofNobody,
  "the metadata address": ofNobody,
  "Azure's WireServer": ofNobody,
  "an address of the Internet": ofStudents,
};
