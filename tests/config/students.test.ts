import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError } from "../../config";
import { configKeys } from "../../config/keys";
import { studentsIn, readNames, studentsOf } from "../../config/students";
import { errorOf } from "../errorOf";
import { itOnPosix } from "../platform";
import { read } from "./read";

/** Each fault of a configuration: its key, and what is wrong with it. */
function problems(config: Record<string, string>): [string, string | undefined][] {
  return errorOf(ConfigError, () => read(config)).faults.map(({ key, problem }) => [key, problem]);
}

const labelsOf = (...names: string[]) => studentsOf(names).students.map(({ label }) => label);
const faultsOf = (...names: string[]) => studentsOf(names).faults;
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `student ${index + 1}`);

describe("studentsOf", () => {
  it.each([
    ["kim", "kim"],
    ["park3", "park3"],
    ["7", "7"],
    ["김민수", "gim-min-su"],
    ["김민수".normalize("NFD"), "gim-min-su"],
    ["김 민수", "gim-min-su"],
    ["김민수A", "gim-min-sua"],
    ["José Núñez", "jose-nunez"],
    ["José".normalize("NFD"), "jose"],
    ["Nguyễn", "nguyen"],
    ["KIM", "kim"],
    ["ＫＩＭ", "kim"],
    ["İpek", "ipek"],
    ["Lee Ji-woo", "lee-ji-woo"],
    ["  Lee \t Ji.woo_ ", "lee-ji-woo"],
    ["lee\u00a0ji\u3000woo", "lee-ji-woo"],
    ["-kim--", "kim"],
    ["k. i. m.", "k-i-m"],
    ["x".repeat(55), "x".repeat(55)],
  ])("turns %j into the DNS label %s, and keeps the name", (name, label) => {
    expect(studentsOf([name])).toEqual({ students: [{ name, label }], faults: [] });
  });

  it("gives each student a label of their own that fits a namespace after `student-`", () => {
    const labels = labelsOf(...numbered(200), "김민수", "가".repeat(18));
    expect(new Set(labels).size).toBe(202);
    expect(labels.filter((label) => !/^(?=.{1,55}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(label))).toEqual([]);
  });

  it.each([
    ["김🙂", "🙂"],
    ["👩‍🏫", "👩"],
    ["李明", "李"],
    ["ㄱㅏ", "ᄀ"],
    ["Иван", "и"],
    ["O'Brien", "'"],
    ["kim@example.com", "@"],
    ["Łukasz", "ł"],
    ["Groß", "ß"],
    ["kim/park", "/"],
  ])("refuses %j, and names the sign that a label cannot have", (name, sign) => {
    expect(faultsOf(name)).toEqual([
      { index: 0, problem: `it has "${sign}", which a DNS label cannot have; write it in Latin letters or Hangul` },
    ]);
  });

  it.each([
    ...["0000", "000A", "000B", "000C", "000D", "001C", "0085", "2028", "2029", "FEFF"],
    ...["00AD", "034F", "115F", "1160", "180E", "200B", "200C", "200D", "200E", "2060", "FE0F"],
  ])("refuses a name with U+%s in it, where two names may have run together", (number) => {
    const joined = `kim${String.fromCodePoint(parseInt(number, 16))}park`;
    const problem = `it has the invisible character U+${number}, which a DNS label cannot have; write it in Latin letters or Hangul`;
    expect(faultsOf(joined)).toEqual([{ index: 0, problem }]);
  });

  it.each([
    ["syllables and Jamo", "\uac01", "\u1100\u1161\u11a8", "gak"],
    ["a syllable with a Jamo and a whole one", "\uac01", "\uac00\u11a8", "gak"],
    ["letters and their full-width forms", "kim2", "ｋｉｍ２", "kim2"],
    ["an accent within a letter and after it", "\u00c5", "A\u030a", "a"],
    ["an accented letter and a unit's sign", "\u00c5", "\u212b", "a"],
    ["letters and a ligature", "fi", "\ufb01", "fi"],
    ["two kinds of space", "kim park", "kim\u3000park", "kim-park"],
  ])("takes a name for the same when it is composed differently: %s", (_what, one, other, label) => {
    expect(labelsOf(one, other)).toEqual([label, label]);
    expect(faultsOf(one, other).map(({ index }) => index)).toEqual([1]);
  });

  it.each([
    ["compatibility Jamo", "\u3131\u314f\u3131"],
    ["half-width Jamo", "\uffa1\uffc2\uffa1"],
    ["a Jamo too many", "\uac01\u11a8"],
    ["an old vowel", "\u1112\u119e\u11ab"],
    ["a syllable in brackets", "\u320e"],
    ["a filler in place of a letter", "\u3164\uac00"],
  ])("refuses Hangul that is not written in syllables: %s", (_what, name) => {
    expect(faultsOf(name)).toEqual([
      { index: 0, problem: expect.stringMatching(/^it has .+, which a DNS label cannot have;/) as string },
    ]);
  });

  it.each(["", " ", "\t\n", "\u3000"])("refuses %j: it is empty", (name) => {
    expect(faultsOf(name)).toEqual([{ index: 0, problem: "it is empty" }]);
  });

  it.each(["-", "...", " _ "])("refuses %j: no letter or digit is left", (name) => {
    expect(faultsOf(name)).toEqual([{ index: 0, problem: "it has neither a letter nor a digit" }]);
  });

  it.each(["default", "Default", "-default-", "ＤＥＦＡＵＬＴ"])(
    "refuses %j: every namespace has an account of that name already",
    (name) => {
      const problem = "Kubernetes creates an account of that name in every namespace; add a letter or a digit";
      expect(faultsOf(name)).toEqual([{ index: 0, problem }]);
      expect(faultsOf(`${name}2`, "defaults")).toEqual([]);
    },
  );

  it.each(["library", "Library"])("refuses %j: it would be the part of the registry that all read", (name) => {
    const problem = "the part of the registry with that name has the images of all; add a letter or a digit";
    expect(faultsOf(name)).toEqual([{ index: 0, problem }]);
    expect(faultsOf(`${name}2`, "app")).toEqual([]);
  });

  it("refuses a name whose label is too long for a namespace", () => {
    const hangul = "가".repeat(19);
    expect(faultsOf("x".repeat(56), hangul)).toEqual([
      { index: 0, problem: `as the DNS label ${"x".repeat(56)} it has 56 characters, and 55 are allowed` },
      {
        index: 1,
        problem: `as the DNS label ${Array(19).fill("ga").join("-")} it has 56 characters, and 55 are allowed`,
      },
    ]);
    expect(faultsOf("가".repeat(18))).toEqual([]);
  });

  it.each([
    [["kim", "kim"], "kim", "kim"],
    [["kim", "Kim"], "kim", "kim"],
    [["José", "jose"], "jose", "José"],
    [["김민수", "김민수".normalize("NFD")], "gim-min-su", "김민수"],
    [["김민수", "Gim Min-su"], "gim-min-su", "김민수"],
    [["박", "밖"], "bak", "박"],
  ])("refuses the later of two that are the same in Latin letters: %j", (names, label, first) => {
    expect(faultsOf(...names)).toEqual([
      { index: 1, problem: `it is ${label}, and so is "${first}"; add a number to one of them`, isTwin: true },
    ]);
    expect(faultsOf(names[0]!, `${names[1]}2`)).toEqual([]);
  });

  it("reports every fault, and for three equal names the first each time", () => {
    expect(faultsOf("kim", "", "Kim", "李", "KIM").map(({ index, problem }) => [index, problem.slice(0, 24)])).toEqual([
      [1, "it is empty"],
      [2, 'it is kim, and so is "ki'],
      [3, 'it has "李", which a DNS '],
      [4, 'it is kim, and so is "ki'],
    ]);
  });

  it("finds no students in an empty list", () => {
    expect(studentsOf([])).toEqual({ students: [], faults: [] });
  });
});

describe("studentsIn", () => {
  const [kim, park] = studentsOf(["kim", "park"]).students;

  it("returns the list, or the file's students where there is one", () => {
    expect(studentsIn({ students: [kim!], studentsFile: undefined })).toEqual([kim]);
    expect(studentsIn({ students: [], studentsFile: [park!] })).toEqual([park]);
    expect(studentsIn({ students: [], studentsFile: [] })).toEqual([]);
  });
});

describe("the key students", () => {
  it.each([0, 1, 200])("accepts %d names", (count) => {
    expect(read({ students: JSON.stringify(numbered(count)) }).students).toHaveLength(count);
  });

  it("refuses 201 names", () => {
    expect(problems({ students: JSON.stringify(numbered(201)) })).toEqual([["students", "it has 201 names"]]);
  });

  it("reports each wrong name with its fault", () => {
    expect(problems({ students: '["kim","李","Kim",""]' })).toEqual([
      [
        "students",
        'of "李", it has "李", which a DNS label cannot have; write it in Latin letters or Hangul; ' +
          'of "Kim", it is kim, and so is "kim"; add a number to one of them; ' +
          'of "", it is empty',
      ],
    ]);
  });

  it("reports the first five of many faults, and how many more there are", () => {
    const [[, problem] = []] = problems({ students: JSON.stringify(Array(8).fill("")) });
    expect(problem).toBe(`${Array(5).fill('of "", it is empty').join("; ")}; and 3 more like these`);
    const [[, five] = []] = problems({ students: JSON.stringify(Array(5).fill("")) });
    expect(five).toBe(Array(5).fill('of "", it is empty').join("; "));
  });

  it("says how a student number that Pulumi keeps as a number becomes a name", () => {
    const how = "is a number: put it in quotes in the stack file, or set it with --type string";
    expect(problems({ students: '[20231234,"kim",7.5]' })).toEqual([["students", `20231234 ${how}; 7.5 ${how}`]]);
    expect(read({ students: '["20231234","kim"]' }).students).toEqual([
      { name: "20231234", label: "20231234" },
      { name: "kim", label: "kim" },
    ]);
  });

  it.each([
    ['"kim"', "kim"],
    ["kim", "kim"],
    ["lee!", "lee"],
    ["[7]", "7"],
    ["7", "7"],
    ...["{}", "[true]", "[[7]]", "[null]"].map((value) => [value, "kim"]),
  ] as [string, string][])("refuses %s as a list of names, and proposes %s", (value, proposed) => {
    const [fault, ...more] = errorOf(ConfigError, () => read({ students: value })).faults;
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ key: "students", value, allowed: configKeys.students.allowed });
    expect(fault!.fix).toEqual({ action: "setItem", key: "students", value: proposed, type: "string" });
  });

  it.each([
    ['["kim","lee!","park"]', ["kim", "lee", "park"], [1]],
    ['["kim","Kim","李"]', ["kim", "Kim2", "A/NAME"], [1, 2]],
    ["kim, lee;park", ["kim", "lee", "park"], undefined],
    ["[7,8]", ["7", "8"], [0, 1]],
  ] as [string, string[], number[] | undefined][])("keeps all names of %s that are right", (value, list, changed) => {
    const [fault] = errorOf(ConfigError, () => read({ students: value })).faults;
    expect(fault!.fix).toEqual({
      action: "setList",
      key: "students",
      list,
      type: "string",
      ...(changed && { changed }),
    });
  });
});

describe("a file of names", () => {
  let folder: string;

  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "students-"))));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The path of a file with these bytes. */
  function file(content: string | Buffer): string {
    const path = join(folder, "students.txt");
    writeFileSync(path, content);
    return path;
  }
  const labelsIn = (path: string) => read({ studentsFile: path }).studentsFile?.map(({ label }) => label);

  it("finds a relative path in the project's folder", () => {
    expect(read({ studentsFile: "students.example.txt" }).studentsFile).toEqual([
      { name: "김민수", label: "gim-min-su" },
      { name: "Lee Ji-woo", label: "lee-ji-woo" },
      { name: "park3", label: "park3" },
    ]);
  });

  it.each([
    ["lines of Unix", "kim\n박\n"],
    ["lines of Windows", "kim\r\n박\r\n"],
    ["lines of old Macs", "kim\r박\r"],
    ...["\v", "\f", "\u0085", "\u2028", "\u2029", "\n\r", "\r\n\r\n"].map((end): [string, string] => [
      `lines that end in ${JSON.stringify(end)}`,
      `kim${end}박${end}`,
    ]),
    ["files with marks of their byte order, put together", "kim\n\ufeff박\n"],
    ["no end to its last line", "kim\n박"],
    ["a mark of its byte order, as Excel writes it", "\ufeffkim\n박\n"],
    ["empty lines and comments", "# class 3\n\n  kim  # comes later\n\t\n박#\n#"],
    ["letters that are put together", `kim\n${"박".normalize("NFD")}\n`],
  ])("accepts %s", (_what, content) => {
    expect(labelsIn(file(content))).toEqual(["kim", "bak"]);
  });

  it("counts empty lines and comments in the line numbers", () => {
    expect(readNames(file("# class 3\r\n\r\nkim\r\n\r\npark # new\r\n"))).toEqual({
      names: [
        { name: "kim", line: 3 },
        { name: "park", line: 5 },
      ],
    });
  });

  it("reports each wrong name with its line", () => {
    expect(problems({ studentsFile: file("kim\n# more\n李\nKim\n") })).toEqual([
      [
        "studentsFile",
        'of "李" in line 3, it has "李", which a DNS label cannot have; write it in Latin letters or Hangul; ' +
          'of "Kim" in line 4, it is kim, and so is "kim"; add a number to one of them',
      ],
    ]);
  });

  it("accepts 200 names, and refuses 201", () => {
    expect(labelsIn(file(numbered(200).join("\n")))).toHaveLength(200);
    expect(problems({ studentsFile: file(numbered(201).join("\n")) })).toEqual([["studentsFile", "it has 201 names"]]);
  });

  it("refuses a file that does not exist", () => {
    const [[key, problem] = []] = problems({ studentsFile: join(folder, "none.txt") });
    expect([key, problem]).toEqual(["studentsFile", expect.stringMatching(/^there is no such file in .+/)]);
    expect(problems({ studentsFile: join(file("kim"), "none.txt") })[0]![1]).toBe(problem);
  });

  it("refuses a file without a name, by which an update would delete every space", () => {
    expect(problems({ studentsFile: file("\n# nobody yet\n") })).toEqual([["studentsFile", "it has no names"]]);
    expect(problems({ studentsFile: file("") })).toEqual([["studentsFile", "it has no names"]]);
  });

  it("refuses a folder", () => {
    mkdirSync(join(folder, "class"), { recursive: true });
    expect(problems({ studentsFile: join(folder, "class") })).toEqual([["studentsFile", "it is a folder"]]);
  });

  itOnPosix("a device is not found by a path", "does not wait for a device", () => {
    const problem = "it is not a file, but a device or a pipe";
    expect(problems({ studentsFile: "/dev/zero" })).toEqual([["studentsFile", problem]]);
  });

  it.each([
    ["passwords", "DB_PASSWORD=hunter2\nTOKEN=abc\n", "lines 1, 2 are no name"],
    ["accounts", "root:x:0:0\nkim:x:1:1\n", "lines 1, 2 are no name"],
    ["one secret", "k/9+secret==\n", "line 1 is no name"],
    ["many", "a=b\n".repeat(9), "lines 1, 2, 3, 4, 5 are no name, and 4 more"],
  ])("prints nothing of a file of %s", (_what, content, lines) => {
    const names = "a name has up to 55 Latin letters, Hangul syllables, digits, spaces, dots and hyphens";
    expect(problems({ studentsFile: file(content) })).toEqual([
      ["studentsFile", `it is no list of names: ${lines}: ${names}`],
    ]);
  });

  it("is to be corrected where it is, and not replaced by another", () => {
    const path = file("kim\n123-\n李\n");
    const fixes = (studentsFile: string) =>
      / to fix: (.*)$/m.exec(errorOf(ConfigError, () => read({ studentsFile })).message)![1];
    expect(fixes(path)).toBe(`correct ${path}, then run the same command again`);
    expect(fixes(join(folder, "none.txt"))).toContain("students.example.txt");
  });

  it("reads no file that is too large for a list", () => {
    expect(problems({ studentsFile: file("kim\n".repeat(70_000)) })).toEqual([
      ["studentsFile", "it is larger than 256 KiB, so it is no list of names"],
    ]);
  });

  it.each([
    ["Korean Windows", Buffer.from([0xb1, 0xe8, 0xb9, 0xce, 0xbc, 0xf6, 0x0a])],
    ["UTF-16", Buffer.from("\ufeffkim\n", "utf16le")],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ])("refuses the encoding of %s", (_what, content) => {
    expect(problems({ studentsFile: file(content) })).toEqual([
      ["studentsFile", "it is not in UTF-8; save it as UTF-8 in the editor or spreadsheet that it comes from"],
    ]);
  });

  it("reports a path that no file can have", () => {
    expect(problems({ studentsFile: "a\u0000b" })).toEqual([
      ["studentsFile", "it cannot be read (ERR_INVALID_ARG_VALUE)"],
    ]);
  });

  it("refuses a file beside a list", () => {
    expect(problems({ studentsFile: file("kim\n"), students: '["park"]' })).toEqual([
      ["students", "studentsFile is set too, and a class has one list"],
    ]);
  });
});

describe("what a student may have", () => {
  it.each<[string, string, unknown]>([
    ["studentCpu", "50m", 50],
    ["studentCpu", "0.25", 250],
    ["studentCpu", "16", 16_000],
    ["studentMemory", "320Mi", 320],
    ["studentMemory", "64Gi", 65_536],
    ["studentMemory", "1G", 953],
    ["studentPods", "1", 1],
    ["studentServices", "50", 50],
    ["studentVolumes", "0", 0],
    ["studentVolumes", "20", 20],
  ])("accepts %s %s", (key, text, value) => {
    expect(read({ [key]: text })).toMatchObject({ [key]: value });
  });

  it.each<[string, string, string | undefined, string]>([
    ["studentCpu", "49m", "it is too little", "200m"],
    ["studentCpu", "16001m", "it is too much", "200m"],
    ["studentCpu", "two", "it is not a Kubernetes quantity", "200m"],
    ["studentCpu", "-1", "it is not a Kubernetes quantity", "200m"],
    ["studentCpu", "", "it is not a Kubernetes quantity", "200m"],
    ["studentMemory", "63Mi", "it is too little", "640Mi"],
    ["studentMemory", "65Gi", "it is too much", "640Mi"],
    ["studentMemory", "512", "it is too little", "512Mi"],
    ["studentMemory", "512m", "it is too little", "512Mi"],
    ["studentMemory", "512MB", "it is not a Kubernetes quantity", "512Mi"],
    ["studentMemory", "1.5 gb", "it is not a Kubernetes quantity", "1.5Gi"],
    ["studentMemory", "7m", "it is too little", "640Mi"],
    ["studentPods", "0", undefined, "10"],
    ["studentPods", "101", undefined, "10"],
    ["studentServices", "51", undefined, "5"],
    ["studentLoadBalancers", "11", undefined, "1"],
    ["studentVolumes", "-1", undefined, "1"],
    ["studentVolumes", "21", undefined, "1"],
  ])("refuses %s %j", (key, value, problem, fix) => {
    const { faults } = errorOf(ConfigError, () => read({ [key]: value }));
    expect(faults.map((fault) => [fault.key, fault.value, fault.problem, fault.fix])).toEqual([
      [
        key,
        value,
        problem,
        { action: "set", key, value: fix, type: expect.stringMatching("string|integer") as string },
      ],
    ]);
  });
});
