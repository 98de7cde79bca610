import { createHistory } from "../../app/lib/history";

const snapshot = () => ({ pods: "x".repeat(100) });

/** The ids of the events in a text of a stream. */
const ids = (bytes: Buffer) =>
  [...String(bytes).matchAll(/^id: \w+\.(\d+)\nevent: (\w+)$/gm)].map(([, n, e]) => `${e} ${n}`);

/** @returns a history with so many changes, and the id of the event before the first */
function withChanges(count: number, change: unknown, historyBytes = 10_000) {
  const history = createHistory({ snapshot, historyBytes });
  const { id } = history.currentSnapshot();
  for (let index = 0; index < count; index += 1) history.add(change);
  return { history, id };
}

describe("what a page gets that reconnects", () => {
  it("are the changes that it missed, in their order", () => {
    const { history, id } = withChanges(3, {});
    expect(ids(history.since(id))).toEqual(["change 1", "change 2", "change 3"]);
    expect(ids(history.since(id.replace(/0$/, "2")))).toEqual(["change 3"]);
    expect(ids(history.since(id.replace(/0$/, "3")))).toEqual([]);
  });

  it("is the snapshot if the changes are longer, so that no page can ask for more", () => {
    const { history, id } = withChanges(20, {});
    expect(ids(history.since(id))).toEqual(["snapshot 20"]);
  });

  it("is the snapshot if a change that it missed is no longer kept, or its event is unknown", () => {
    const { history, id } = withChanges(3, {}, 100);
    expect(ids(history.since(id))).toEqual(["snapshot 3"]);
    expect(ids(history.since(id.replace(/0$/, "4")))).toEqual(["snapshot 3"]);
    expect(ids(history.since(undefined))).toEqual(["snapshot 3"]);
  });
});

it("writes the snapshot once per change, for all who ask", () => {
  const written = jest.fn(snapshot);
  const history = createHistory({ snapshot: written, historyBytes: 10_000 });
  for (let round = 1; round <= 3; round += 1) {
    for (let page = 0; page < 5; page += 1) history.since(undefined);
    expect(history.currentSnapshot().json).toBe(history.currentSnapshot().json);
    expect(written).toHaveBeenCalledTimes(round);
    history.add({});
  }
});
