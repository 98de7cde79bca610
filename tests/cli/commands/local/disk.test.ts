import { diskFault, diskNotes } from "../../../../cli/commands/local/disk";

/** A disk of 100 GiB. */
const disk = (gibibytesFree: number) => ({ total: 100 * 2 ** 30, free: gibibytesFree * 2 ** 30 });

describe("diskNotes", () => {
  it("warn of a disk that the lab's images and data would fill", () => {
    expect(diskNotes(disk(8.9))).toEqual([
      "The disk with Docker's data is nearly full: 8.9 of 100.0 GiB are free, 8.9 %. Below 5 % nodes take no more pods, and end those " +
        "that they have. `docker image prune` and `docker builder prune` remove what no container uses.",
    ]);
    expect(diskNotes(disk(1))).toHaveLength(1);
  });

  it("say nothing of one with room, nor of one that nobody knows", () => {
    expect([diskNotes(disk(9)), diskNotes(undefined)]).toEqual([[], []]);
  });
});

describe("diskFault", () => {
  it("is that nodes would take no pods", () => {
    expect([diskFault(disk(4.99)), diskFault(disk(5)), diskFault(undefined)]).toEqual([
      expect.stringMatching(/^The disk with Docker's data is full: 5\.0 of 100\.0 GiB are free, 5 %\./),
      undefined,
      undefined,
    ]);
  });
});
