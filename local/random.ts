import type { Random } from './kernel.ts';

/**
 * Seeded chance: xoshiro128** by Blackman and Vigna (https://prng.di.unimi.it/xoshiro128starstar.c), its four words of
 * state filled by SplitMix32 from an FNV-1a hash of the seed, as its authors ask for. Good enough for a rehearsal, and no
 * source of secrets.
 */
export const createRandom = (seed: number | string): Random => {
  const state = expandSeed(hashText(String(seed)));

  const nextWord = (): number => {
    const [, b] = state;
    const word = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotateLeft(state[3], 11);
    return word;
  };

  const hex = (digits: number): string => {
    let text = '';
    while (text.length < digits) {
      const word = nextWord();
      text +=
        (HEX_PAIRS[word >>> 24] ?? '') +
        HEX_PAIRS[(word >>> 16) & 255] +
        HEX_PAIRS[(word >>> 8) & 255] +
        HEX_PAIRS[word & 255];
    }
    return text.slice(0, digits);
  };

  return {
    // 53 bits: the top 27 of one word and the top 26 of the next.
    next: () => ((nextWord() >>> 5) * 2 ** 26 + (nextWord() >>> 6)) / 2 ** 53,
    hex,
    uuid: () => {
      const digits = hex(32);
      // Version 4, variant 10xx: https://www.rfc-editor.org/rfc/rfc9562#section-5.4
      const variant = '89ab'[Number.parseInt(digits.charAt(16), 16) & 3];
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
    },
  };
};

const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const rotateLeft = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

const hashText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

const expandSeed = (seed: number): [number, number, number, number] => {
  let counter = seed;
  const next = (): number => {
    counter = (counter + 0x9e3779b9) | 0;
    let word = counter ^ (counter >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return word ^ (word >>> 15);
  };
  return [next(), next(), next(), next()];
};
