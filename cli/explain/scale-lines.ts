import * as z from 'zod';
import { decimal } from '../report/format.ts';
import { explainRow, UNKNOWN_INPUTS } from './explain-row.ts';
import type { InstantText } from './instant-text.ts';

/** What `decideScale` records of a decision; older records may lack some of it. */
const inputs = z.object({
  load: z.number().nullable().optional(),
  desired: z.number().optional(),
  ready: z.number().optional(),
  pending: z.number().optional(),
  current: z.number().optional(),
  fedMinutes: z.number().optional(),
  want: z.number().optional(),
  wantReason: z.string().optional(),
  figures: z.record(z.string(), z.number()).optional(),
  rails: z.array(z.object({ rail: z.string(), size: z.number(), text: z.string() })).optional(),
  shadow: z.object({ policy: z.string(), size: z.number(), text: z.string() }).optional(),
  event: z
    .object({ name: z.string(), size: z.number(), start: z.string(), end: z.string(), bootMinutes: z.number() })
    .optional(),
});
type Inputs = z.output<typeof inputs>;

/** What a decision about the size of a tier was made from, what was wanted, and what limited it. */
export const scaleLines = (recorded: unknown, at: InstantText): string[] => {
  const { data: seen } = inputs.safeParse(recorded);
  return [
    ...(seen === undefined ? [UNKNOWN_INPUTS] : inputLines(seen)),
    ...figureLines(seen?.figures),
    ...(seen?.event === undefined ? [] : [explainRow('event', eventOf(seen.event, at))]),
    ...railLines(seen?.rails),
    ...(seen?.shadow === undefined
      ? []
      : [explainRow('shadow', `${seen.shadow.policy}, without effect: ${seen.shadow.text}`)]),
  ];
};

/** Size and instances in service that a decision saw; null where it recorded none. */
export const fleetSeen = (recorded: unknown): { readonly desired: number; readonly ready: number } | null => {
  const { data } = inputs.safeParse(recorded);
  return data?.desired === undefined || data.ready === undefined ? null : { desired: data.desired, ready: data.ready };
};

const inputLines = (seen: Inputs): string[] => {
  if (seen.desired === undefined) return [];
  const load = seen.load == null ? 'no load measured' : `load of ${decimal(seen.load)} instances`;
  const fleet = `group at ${seen.desired}, ${seen.ready} in service, ${seen.pending} pending`;
  return [
    explainRow('inputs', `${load}; ${fleet}; size last asked for ${seen.current}; new minutes ${seen.fedMinutes}`),
    explainRow('want', `${seen.want} (${seen.wantReason})`),
  ];
};

const eventOf = ({ name, size, start, end, bootMinutes }: NonNullable<Inputs['event']>, at: InstantText): string =>
  `${name}, from ${at(Date.parse(start))} to ${at(Date.parse(end))}: at least ${size}, ordered ${bootMinutes} min before`;

/** Such as the forecast and the margin of a policy that makes them. */
const figureLines = (figures: Inputs['figures']): string[] =>
  figures === undefined
    ? [explainRow('forecast', 'none: the policy made none')]
    : Object.entries(figures).map(([name, value]) => explainRow(name, decimal(value, 2)));

const railLines = (rails: Inputs['rails'] = []): string[] =>
  rails.length === 0
    ? [explainRow('rails', 'none bound')]
    : rails.map(({ rail, size, text }, index) =>
        explainRow(index === 0 ? 'rails' : '', `${rail} left ${size}: ${text}`),
      );
