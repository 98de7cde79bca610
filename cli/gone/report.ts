import { columns } from "../../lib/columns";
import { type Remains, type RemainingThing, dailyCosts, outcomeOf } from "./outcome";

/** What is left of a lab, for people; the last line says what to do. */
export function remainsText(remains: Remains, lab: string): string {
  const { left, state, unanswered, notes } = remains;
  const sections = [
    left.length === 0 ? [] : leftLines(remains),
    state === null ? [] : [`Pulumi's state of it still has ${state.resources} resources: ${state.command}`],
    unanswered.length === 0 ? [] : ["Not answered:", ...unanswered.map((line) => `  ${line}`)],
    notes,
    [lastLine(remains, lab)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function leftLines(remains: Remains): string[] {
  const { dollars, unknown } = dailyCosts(remains);
  const rows = remains.left.map((one) => [
    `  ${one.kind}`,
    one.name,
    priceText(one),
    one.deleting ? "is being deleted" : one.command,
  ]);
  return [
    `Left, with US dollars a day: ${dollars.toFixed(2)} in all${unknown.length === 0 ? "" : `, without those of unknown price`}`,
    ...columns(rows, { right: [2] }),
  ];
}

function priceText({ costADay }: RemainingThing): string {
  return costADay === null ? "unknown" : costADay.toFixed(2);
}

function lastLine(remains: Remains, lab: string): string {
  switch (outcomeOf(remains)) {
    case "gone":
      return `Nothing of ${lab} is left.`;
    case "left":
      return `Not all of ${lab} is gone.`;
    case "cannot tell":
      return `Nothing of ${lab} was found, and not everything could be asked: whether all is gone, nobody can tell.`;
  }
}
