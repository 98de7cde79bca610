import type { Fix } from "../../config";
import { type ConfigKey, configKeys } from "../../config/keys";
import { read, refusal } from "./read";

/** Spellings that people try, by key, and what each was meant to be; a placeholder where nobody can know. */
const spellings: Partial<Record<keyof typeof configKeys, Record<string, string>>> = {
  location: {
    "Japan East": "japaneast",
    "(Asia Pacific) Korea Central": "koreacentral",
    "korea-central": "koreacentral",
    "West US 3": "westus3",
    JapanEast: "japaneast",
    "Koera Central": "koreacentral",
    Seoul: "REGION",
    "Mars North": "REGION",
  },
  timeZone: {
    Tokyo: "Asia/Tokyo",
    seoul: "Asia/Seoul",
    "New York": "America/New_York",
    "Tokyo Standard Time": "Asia/Tokyo",
    KST: "Asia/Seoul",
    JST: "Asia/Tokyo",
    EST: "AREA/CITY",
    CST: "AREA/CITY",
    CST6CDT: "AREA/CITY",
    "UTC+9": "AREA/CITY",
    Mars: "AREA/CITY",
  },
  endsAt: {
    "2026-12-24": "2026-12-24T18:00:00+09:00",
    "2026/12/24": "2026-12-24T18:00:00+09:00",
    "24.12.2026": "2026-12-24T18:00:00+09:00",
    "2026-12-24 00:00:00 +0000 UTC": "2026-12-24T18:00:00+09:00",
    "2026-12-24 17:30": "2026-12-24T17:30:00+09:00",
    "2026-12-24 5:30 pm": "2026-12-24T17:30:00+09:00",
    "2026-12-24T17:30:00": "2026-12-24T17:30:00+09:00",
    "2026-12-24 17:30 +0100": "2026-12-24T17:30:00+01:00",
    "2026-12-24T17:30z": "2026-12-24T17:30:00Z",
    "2026-02-30": "YYYY-MM-DDThh:mm:ss+hh:mm",
    "12/24/2026": "YYYY-MM-DDThh:mm:ss+hh:mm",
    tomorrow: "YYYY-MM-DDThh:mm:ss+hh:mm",
  },
  shutdownAt: {
    "9pm": "21:00",
    "9 p.m.": "21:00",
    "9:30 PM": "21:30",
    "12am": "00:00",
    "12pm": "12:00",
    "7": "07:00",
    "21": "21:00",
    "2130": "21:30",
    "21.30": "21:30",
    "21h30": "21:30",
    "21:00:00": "21:00",
    "24:00": "00:00",
    noon: "12:00",
    midnight: "00:00",
    "오후 9시": "21:00",
    "오전 9시 30분": "09:30",
    "13pm": "HH:MM",
    "25:00": "HH:MM",
    evening: "HH:MM",
  },
  sshFrom: {
    "203.0.113.7": "203.0.113.7/32",
    "203.0.113.7/24": "203.0.113.0/24",
    any: "ADDRESS/32",
    "10.0.0.7": "ADDRESS/32",
  },
  nodeSize: {
    D4s_v5: "Standard_D4s_v5",
    b2als_v2: "Standard_B2als_v2",
    " standard_d2s_v5": "Standard_D2s_v5",
    Standard_D3s_v5: "Standard_D4s_v5",
  },
  kubernetesVersion: { "1.36.2": "1.36", "v1.36": "1.36", "1.4": "1.40" },
  nodeCount: { "4 nodes": "4", "3.0 nodes": "3" },
  windows: { yes: "true", off: "false", Y: "true" },
  target: { Local: "local", locale: "local" },
  networkDataplane: { Cilium: "cilium", cillium: "cilium" },
  studentCpu: { "0.5 CPU": "0.5", "500m cores": "500m" },
  studentMemory: { "1GB": "1Gi", "512": "512Mi", "512m": "512Mi" },
  image: { nginx: "REGISTRY/NAME:TAG" },
};

/** The value after a fix. */
function valueOf(fix: Fix): unknown {
  if (fix.action === "setList") return JSON.stringify(fix.list);
  if (fix.action === "setItem") return JSON.stringify([fix.value]);
  return "value" in fix ? fix.value : undefined;
}

const rows = Object.entries(spellings).flatMap(([key, values]) =>
  Object.entries(values).map(([value, meant]) => [key as keyof typeof configKeys, value, meant] as const),
);

describe("what is proposed in place of a wrong value", () => {
  it.each(rows)("is for %s %j %j", (key, value, meant) => {
    const [fault] = refusal({ [key]: value }).faults;
    expect([fault!.key, valueOf(fault!.fix)]).toEqual([key, meant]);
  });

  it("works, unless it is a placeholder: that is refused again", () => {
    for (const [key, , meant] of rows) {
      const { placeholder }: ConfigKey = configKeys[key];
      const run = () => read({ [key]: meant });
      if (meant === placeholder) expect(run).toThrow();
      else expect(run).not.toThrow();
    }
  });

  it.each([
    ['["Fri"]', ["Friday"]],
    ['["mon","금요일","토"]', ["Monday", "Friday", "Saturday"]],
    ['"Fri, Sat"', ["Friday", "Saturday"]],
    ['["Fri","Someday"]', ["Friday", "DAY"]],
  ])("is for the days %s %j, and the curfew keeps its other members", (days, meant) => {
    const curfew = `{"stopAt":"9pm","timeZone":"Tokyo","days":${days}}`;
    for (const { fix } of refusal({ curfew }).faults) {
      expect(fix).toMatchObject({
        action: "setObject",
        value: { stopAt: "21:00", timeZone: "Asia/Tokyo", days: meant },
      });
    }
  });

  it.each([
    ['["Kim <kim@school.example>","b@school.example"]', ["kim@school.example", "b@school.example"]],
    ['"a@school.example; b@school.example"', ["a@school.example", "b@school.example"]],
    ['["a@school.example","Kim"]', ["a@school.example", "MAIL-ADDRESS"]],
  ])("is for the addresses %s %j", (emails, meant) => {
    const budget = `{"amount":"100 USD","emails":${emails},"startDate":"2027-01"}`;
    const [fault] = refusal({ budget }).faults;
    expect(fault!.fix).toMatchObject({ value: { amount: 100, emails: meant, startDate: "2027-01-01" } });
  });

  it("keeps the ranges of a list that are right", () => {
    const [fault] = refusal({ webFrom: '["203.0.113.0/24","198.51.100.7","10.0.0.0/8"]' }).faults;
    expect(valueOf(fault!.fix)).toBe('["203.0.113.0/24","198.51.100.7/32","ADDRESS/32"]');
  });
});
