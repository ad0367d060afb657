const FNV_PRIME = 0x01000193;
const SEEDS = [0x811c9dc5, 0x9747b28c];

/**
 * A 64-bit fingerprint of a text, in hexadecimal: two lanes of FNV-1a
 * (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv). Tells blueprints apart; it protects nothing.
 */
export const contentHash = (text: string): string =>
  SEEDS.map((seed) => {
    let hash = seed;
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
    return (hash >>> 0).toString(16).padStart(8, '0');
  }).join('');
