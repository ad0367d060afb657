import * as z from 'zod';
import type { RecordedDecision } from '../../functions/ports/decision-trail.ts';
import { explainRow, UNKNOWN_INPUTS } from './explain-row.ts';
import type { InstantText } from './instant-text.ts';

/** What `decideEnvironment` records of a decision. */
const inputs = z.object({
  phase: z.string(),
  attempt: z.number().default(0),
  override: z.string().nullable(),
  wanted: z.string().nullable(),
  wantedBecause: z.string(),
  lastEvaluatedAt: z.string().nullable(),
  nextEdgeAt: z.string().nullable(),
  /** Of a wake: by group, what is more than what was saved counts. */
  forecasts: z.record(z.string(), z.object({ size: z.number(), text: z.string() })).default({}),
});

type Inputs = z.output<typeof inputs>;

/**
 * What a decision about an environment was made from.
 *
 * @param start the decision that started the last sleep or wake, itself included
 */
export const environmentLines = (recorded: unknown, at: InstantText, start: RecordedDecision | null): string[] => {
  const { data } = inputs.safeParse(recorded);
  if (data === undefined) return [UNKNOWN_INPUTS];
  const { phase, override, lastEvaluatedAt, nextEdgeAt, forecasts } = data;
  const instant = (text: string | null): string => (text === null ? 'never' : at(Date.parse(text)));
  return [
    explainRow('inputs', `it was ${phase}; override by hand: ${override ?? 'none'}`),
    explainRow('want', wantOf(data, start)),
    ...Object.entries(forecasts).map(([group, { size, text }]) =>
      explainRow('forecast', `${group} with at least ${size}, or what was saved: ${text}`),
    ),
    explainRow(
      'looked at',
      `before this ${instant(lastEvaluatedAt)}; next edge of its schedule: ${instant(nextEdgeAt)}`,
    ),
  ];
};

/** Where nothing new is wanted, what was wanted before stays so until it is reached, or until a person says to leave it. */
const wantOf = (
  { wanted, wantedBecause, phase, override, attempt }: Inputs,
  start: RecordedDecision | null,
): string => {
  if (wanted !== null) return `${wanted}: ${wantedBecause}`;
  if (phase === 'awake' || phase === 'asleep' || override === 'hold' || start === null)
    return `nothing: ${wantedBecause}`;
  return `${start.action === 'wake' ? 'awake' : 'asleep'}, as attempt ${attempt} was to have it; ${wantedBecause}`;
};
