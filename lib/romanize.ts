// Letters by their place in Unicode's Hangul syllables, spelled by the Revised Romanization of Korean (2000).
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
 * Hangul in Latin letters, each syllable for itself, as the Revised Romanization has it for names: `gim-min-su` for
 * `김민수`. Sounds that change between syllables are not followed, and syllables are kept apart by hyphens, which it allows
 * and without which `강안` and `간간` would be the same. Everything else stays.
 */
export function romanized(text: string): string {
  return text.normalize("NFC").replace(/[가-힣]+/g, (word) => [...word].map(syllable).join("-"));
}

function syllable(sign: string): string {
  const place = sign.codePointAt(0)! - firstSyllable;
  const final = place % finals.length;
  const vowel = Math.floor(place / finals.length) % vowels.length;
  return `${initials[Math.floor(place / finals.length / vowels.length)]}${vowels[vowel]}${finals[final]}`;
}
