import * as z from 'zod';
import { explainRow, UNKNOWN_INPUTS } from './explain-row.ts';
import type { InstantText } from './instant-text.ts';

/** What `decideEnvironment` records of a decision. */
const inputs = z.object({
  phase: z.string(),
  override: z.string().nullable(),
  wanted: z.string().nullable(),
  wantedBecause: z.string(),
  lastEvaluatedAt: z.string().nullable(),
  nextEdgeAt: z.string().nullable(),
});

/** What a decision about an environment was made from. */
export const environmentLines = (recorded: unknown, at: InstantText): string[] => {
  const { data } = inputs.safeParse(recorded);
  if (data === undefined) return [UNKNOWN_INPUTS];
  const { phase, override, wanted, wantedBecause, lastEvaluatedAt, nextEdgeAt } = data;
  const instant = (text: string | null): string => (text === null ? 'never' : at(Date.parse(text)));
  return [
    explainRow('inputs', `it was ${phase}; override by hand: ${override ?? 'none'}`),
    explainRow('want', `${wanted ?? 'nothing'}: ${wantedBecause}`),
    explainRow(
      'looked at',
      `before this ${instant(lastEvaluatedAt)}; next edge of its schedule: ${instant(nextEdgeAt)}`,
    ),
  ];
};
