// Letters by their position in Unicode's Hangul syllables, spelled by the Revised Romanization of Korean (2000).
const initials = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const vowels = [
  ...["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae"],
  ...["oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"],
];
const finals = [
  ...["", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l"],
  ...["p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"],
];

const firstSyllable = 0xac00;

/**
 * Hangul in Latin letters, syllable by syllable, as the Revised Romanization spells names: `gim-min-su` for `김민수`. Sound
 * changes between syllables are not followed. Hyphens separate the syllables, which the system allows; without them `강안` and
 * `간간` would be the same. Everything else stays as it is.
 */
export function romanized(text: string): string {
  return text.normalize("NFC").replace(/[가-힣]+/g, (word) => [...word].map(romanizedSyllable).join("-"));
}

function romanizedSyllable(syllable: string): string {
  const index = syllable.codePointAt(0)! - firstSyllable;
  const final = index % finals.length;
  const vowel = Math.floor(index / finals.length) % vowels.length;
  return `${initials[Math.floor(index / finals.length / vowels.length)]}${vowels[vowel]}${finals[final]}`;
}
