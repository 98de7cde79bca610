import { key } from "../key";
import { flag, orEmpty } from "../kinds";
import { sshPublicKey, vmSize } from "../kinds/azure";
import { publicRange, range } from "../kinds/network";
import { timeOfDay, timeZone } from "../kinds/time";

const sshSources = publicRange();

/** Keys of the Docker host, a VM on Azure. */
export const dockerHostKeys = {
  dockerHost: key(flag, {
    only: "azure",
    default: true,
    description: "The Docker host: a VM with nginx on :80, WordPress on :8080 and the lab's image on :8081.",
  }),
  hostSize: key(vmSize(1), {
    only: "azure",
    default: "Standard_B2als_v2",
    description: "VM size of the Docker host; 2 vCPUs and 4 GiB are enough for what runs on it.",
  }),
  hostCidr: key(range(8, 28, "10.100.0.0/24"), {
    only: "azure",
    default: "10.100.0.0/24",
    description: "Addresses of the Docker host's network. A change replaces the host.",
  }),
  sshFrom: key(
    orEmpty({ ...sshSources, allowed: sshSources.allowed.replace("a ", "one ") }, "nothing to keep SSH closed"),
    {
      only: "azure",
      default: "",
      description: "Who may reach the Docker host's port 22. Empty: nobody.",
    },
  ),
  sshPublicKey: key(orEmpty(sshPublicKey, "nothing to have one made"), {
    only: "azure",
    default: "",
    description: "Key that opens the Docker host. Empty: the lab makes a pair; `sshPrivateKey` is its private part.",
  }),
  shutdownAt: key(orEmpty(timeOfDay, "nothing to leave it running"), {
    only: "azure",
    default: "19:00",
    description: "When the Docker host is switched off each day, and no longer billed, until somebody starts it.",
  }),
  timeZone: key(timeZone, { only: "azure", default: "Asia/Seoul", description: "Time zone of shutdownAt." }),
};
