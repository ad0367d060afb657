import { counted } from './format.ts';
import type { Counts } from './report.ts';

/** What was made to go wrong on purpose; no line for a run in which nothing was. */
export const faultLines = (faults: Counts): string[] => {
  const kinds = Object.entries(faults).map(([kind, times]) => `${kind} ${counted(times, 'time')}`);
  return kinds.length === 0 ? [] : [`with faults made on purpose: ${kinds.join(', ')}`];
};
