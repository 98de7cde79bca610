import { endNotes } from "../../cli/endNotes";
import { pulumiCommands } from "../../config";

const endsAt = "2027-01-29T18:00:00+09:00";

const notes = (time: string, deleteAtEnd: boolean) =>
  endNotes({ endsAt, deleteAtEnd }, Date.parse(`2027-01-29T${time}+09:00`), pulumiCommands("dev"), "dev");

const extend = "npm run pulumi -- config set endsAt 2027-01-30T18:00:00+09:00 --stack dev";

describe("endNotes", () => {
  it("says nothing of a lab without an end, nor more than two hours before it", () => {
    expect(endNotes({ endsAt: undefined, deleteAtEnd: false }, 0, pulumiCommands("dev"), "dev")).toEqual([]);
    expect([...notes("15:59:59", true), ...notes("15:59:59", false)]).toEqual([]);
  });

  it("says from two hours before the end when it is, and how to extend the lab", () => {
    const rest = `To extend it: ${extend}, and then \`npm run pulumi -- up\` before it ends.`;
    expect(notes("16:00:00", false)).toEqual([`The lab ends in 2 hours, at ${endsAt}. ${rest}`]);
    expect(notes("17:25:30", true)).toEqual([`The lab ends in 35 minutes, at ${endsAt}, and is deleted then. ${rest}`]);
  });

  it("warns that a lab whose end has passed is deleted within the hour, and names a later end", () => {
    expect(notes("18:00:00", true)).toEqual([
      `The end of the lab, endsAt ${endsAt}, has passed, and deleteAtEnd is true: what \`npm run pulumi -- up\` makes is ` +
        `deleted within the hour. To set a later end: ${extend}`,
    ]);
    expect(notes("18:00:00", false)).toEqual([]);
  });
});
