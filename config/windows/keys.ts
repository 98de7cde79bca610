import { key } from "../key";
import { flag } from "../kinds";

/** Keys of the Windows node pool. */
export const windowsKeys = {
  windows: key(flag, {
    only: "azure",
    default: false,
    description: "Adds a Windows node and IIS on it. A change replaces the cluster.",
  }),
};
