import { romanized } from "../../lib/romanize";

describe("romanized", () => {
  // Names and places in the spelling of the Revised Romanization's own rules, each syllable for itself.
  it.each([
    ["김민수", "gim-min-su"],
    ["이민호", "i-min-ho"],
    ["박", "bak"],
    ["최우진", "choe-u-jin"],
    ["홍길동", "hong-gil-dong"],
    ["부산", "bu-san"],
    ["의정부", "ui-jeong-bu"],
    ["쌍문", "ssang-mun"],
    ["떡볶이", "tteok-bok-i"],
    ["꽃", "kkot"],
    ["닭", "dak"],
    ["값", "gap"],
    ["삶", "sam"],
    ["여덟", "yeo-deol"],
    ["외괘왜원웨위유음", "oe-gwae-wae-won-we-wi-yu-eum"],
    ["가힣", "ga-hit"],
  ])("spells %s as %s", (hangul, latin) => {
    expect(romanized(hangul)).toBe(latin);
  });

  it("keeps apart names that run into one another without hyphens", () => {
    expect(romanized("강안")).toBe("gang-an");
    expect(romanized("간간")).toBe("gan-gan");
  });

  it("reads syllables in separate letters, as macOS writes file names", () => {
    const decomposed = "김민수".normalize("NFD");
    expect(decomposed).not.toBe("김민수");
    expect(romanized(decomposed)).toBe("gim-min-su");
  });

  it.each(["", "Lee Ji-woo", "José", "李", "ㄱㅏ", "🙂"])("leaves %j, which has no syllable, as it is", (text) => {
    expect(romanized(text)).toBe(text);
  });

  it("leaves other text around and between as it is", () => {
    expect(romanized("김 민수 (A)")).toBe("gim min-su (A)");
    expect(romanized("김Kim")).toBe("gimKim");
  });

  it("spells every syllable in small letters", () => {
    const all = Array.from({ length: 0xd7a4 - 0xac00 }, (_, index) => String.fromCodePoint(0xac00 + index));
    expect(all).toHaveLength(11_172);
    expect(all.filter((syllable) => !/^[a-z]{1,8}$/.test(romanized(syllable)))).toEqual([]);
  });
});
