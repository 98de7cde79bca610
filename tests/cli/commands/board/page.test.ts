import { createAnnouncer } from "../../../../cli/commands/board/public/announcer";
import { en } from "../../../../cli/commands/board/public/messages-en";
import { ko } from "../../../../cli/commands/board/public/messages-ko";
import { withoutName } from "../../../../cli/commands/board/public/names";
import {
  doneBy,
  emptyState,
  inOrder,
  limitsAmong,
  progressOf,
  stuckAmong,
  withChange,
  withSnapshot,
} from "../../../../cli/commands/board/public/state";
import type { BoardChange, BoardSnapshot, CellState, StudentView } from "../../../../cli/commands/board/types";

const marks: Record<string, CellState> = { d: "done", n: "not yet", s: "stuck", e: "elsewhere" };

/** @param states a letter for each exercise */
function aStudent(label: string, states: string, more: Partial<StudentView> = {}): StudentView {
  return { label, number: 1, states: [...states].map((mark) => marks[mark]!), next: null, limits: [], ...more };
}

function stuckSince(label: string, since: string): StudentView {
  return aStudent(label, "s", { next: { exercise: 0, state: "stuck", fails: true, hint: { en: "", ko: "" }, since } });
}

const sources = {} as BoardSnapshot["sources"];
const noChange: BoardChange = { students: [], gone: [], nodes: null, sources: {}, isListed: true };

describe("the board's state", () => {
  const first = withSnapshot({ stack: "dev", exercises: [], students: null, nodes: [], sources });

  it("has no students before the class has been read, and may then have none", () => {
    expect(first.students).toBeNull();
    expect(withChange(first, { ...noChange, isListed: false }).students).toBeNull();
    expect(withChange(first, noChange).students).toEqual(new Map());
  });

  it("applies a change, and one whose space was made again is there", () => {
    const kim = aStudent("kim", "d");
    const before = withChange(first, { ...noChange, students: [kim, aStudent("lee", "n")] });
    const after = withChange(before, { ...noChange, gone: ["lee", "kim"], students: [aStudent("kim", "n")] });
    expect([...after.students!.values()]).toEqual([aStudent("kim", "n")]);
    expect(before.students!.get("kim")).toBe(kim);
  });

  it("is in the order of the names, or of the numbers where names are hidden", () => {
    const students = [aStudent("s10", "", { number: 1 }), aStudent("s9", "", { number: 2 })];
    const state = withChange(emptyState(), { ...noChange, students });
    expect(inOrder(state, false).map(({ label }) => label)).toEqual(["s9", "s10"]);
    expect(inOrder(state, true).map(({ number }) => number)).toEqual([1, 2]);
  });

  it("counts what can be seen only", () => {
    const students = [aStudent("a", "eddd"), aStudent("b", "edns"), aStudent("c", "eeee")];
    expect(progressOf(students)).toEqual({ done: 4, total: 9, percent: 44, finished: 1, students: 3 });
    expect(doneBy(students, 0)).toEqual({ done: 0, of: 0 });
    // What is known of one by a later exercise is not known of all.
    expect(doneBy([aStudent("a", "d"), aStudent("b", "e")], 0)).toEqual({ done: 1, of: 2 });
    expect(progressOf([])).toEqual({ done: 0, total: 0, percent: 0, finished: 0, students: 0 });
  });

  it("lists first who has been stuck longest, and the resource that most have used up", () => {
    const students = [
      stuckSince("a", "2027-01-01T12:05:00Z"),
      aStudent("b", "n"),
      stuckSince("c", "2027-01-01T12:00:00Z"),
    ];
    expect(stuckAmong(students).map(({ label }) => label)).toEqual(["c", "a"]);
    const limit = (...resources: string[]) => ({ limits: resources.map((resource) => ({ resource, used: "1" })) });
    const used = [aStudent("a", "", limit("pods")), aStudent("b", "", limit("services", "pods"))];
    expect(limitsAmong(used).map(([resource, those]) => [resource, those.map(({ label }) => label)])).toEqual([
      ["pods", ["a", "b"]],
      ["services", ["b"]],
    ]);
  });
});

describe("a hidden name", () => {
  it.each([
    ["registry.test/kim/web:1", "registry.test/…/web:1"],
    ["student-kim, kim/kim", "student-…, …/…"],
    ["kimono and akim", "kimono and akim"],
    ["이름 kim입니다", "이름 …입니다"],
  ])("is taken out of %s", (hint, hidden) => {
    expect(withoutName(hint, "kim")).toBe(hidden);
  });
});

describe("what a screen reader is told", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const at = "2027-01-01T12:00:00Z";
  const follow = () => {
    const said: [string[], number][] = [];
    const announce = createAnnouncer(({ fresh, stuck }) => said.push([fresh.map(({ label }) => label), stuck.length]));
    return { said, look: (...labels: string[]) => announce(labels.map((label) => stuckSince(label, at))) };
  };

  it("is who got stuck, once, and not who was stuck before the page was opened", () => {
    const { said, look } = follow();
    look("kim");
    look("kim", "lee");
    look("kim", "lee");
    expect(said).toEqual([[["lee"], 2]]);
  });

  it("is said at most every fifteen seconds, and then all at once", () => {
    const { said, look } = follow();
    look();
    look("kim");
    look("kim", "lee");
    look("kim", "lee", "park");
    jest.advanceTimersByTime(14_999);
    expect(said).toEqual([[["kim"], 1]]);
    jest.advanceTimersByTime(1);
    expect(said.slice(1)).toEqual([[["lee", "park"], 3]]);
  });

  it("is that nobody is stuck any more, and no less", () => {
    const { said, look } = follow();
    look("kim", "lee");
    look("kim");
    jest.advanceTimersByTime(60_000);
    look();
    jest.advanceTimersByTime(60_000);
    look();
    expect(said).toEqual([[[], 0]]);
  });
});

describe("the board's texts", () => {
  it("are the same in English and Korean", () => {
    const paths = (value: unknown, path: string): string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => paths(inner, `${path}.${key}`))
        : [path];
    expect(paths(ko, "")).toEqual(paths(en, ""));
  });

  it.each([
    [0, "Nobody", "없음"],
    [
      1,
      "1 student: something fails, and nothing has moved for three minutes",
      "1명: 무언가 실패했고 3분 동안 변화가 없습니다",
    ],
  ])("say that %d are stuck", (count, english, korean) => {
    expect([en.stuck(count), ko.stuck(count)]).toEqual([english, korean]);
  });
});
