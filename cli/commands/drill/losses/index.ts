import { drain } from "./drain";
import { cut, powerOff } from "./fromInside";
import { kill } from "./kill";
import type { Loss, LossTools } from "./loss";
import type { Mode } from "./modes";

const losses: Readonly<Record<Mode, (tools: LossTools) => Loss>> = { kill, cut, "power-off": powerOff, drain };

export function lossBy(mode: Mode, tools: LossTools): Loss {
  return losses[mode](tools);
}
