import type { Random } from '../../../local/kernel.ts';

/** Chance that always draws the same. */
export const fixedRandom = (): Random => {
  let draws = 0;
  const hex = (digits: number): string => (draws++).toString(16).padStart(digits, '0').slice(-digits);
  return { next: () => 0.5, hex, uuid: () => `${hex(8)}-0000-4000-8000-000000000000` };
};
