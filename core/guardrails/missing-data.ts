import type { RailContext, RailVerdict } from './model.ts';

/** Data that are missing, stale or not numbers never lead to less capacity (spec S3). */
export function missingData(want: number, { current, dataFlaw }: RailContext): RailVerdict | null {
  if (want >= current || dataFlaw === null) return null;
  return { size: current, reason: dataFlaw.reason, text: dataFlaw.text };
}
