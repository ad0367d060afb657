import * as z from 'zod';
import { counted } from '../report/format.ts';
import { explainRow, UNKNOWN_INPUTS } from './explain-row.ts';
import type { InstantText } from './instant-text.ts';

/** What `decideHeal` records of a decision. */
const inputs = z.object({
  desired: z.number(),
  inService: z.number(),
  bad: z.array(z.object({ instanceId: z.string(), zone: z.string(), since: z.string(), evidence: z.string() })),
  badCount: z.number(),
  replacedLastHour: z.number(),
});

/** What a decision about the health of a tier was made from. */
export const healLines = (recorded: unknown, at: InstantText): string[] => {
  const { data } = inputs.safeParse(recorded);
  if (data === undefined) return [UNKNOWN_INPUTS];
  const { desired, inService, bad, badCount, replacedLastHour } = data;
  const members = bad.map(
    ({ instanceId, zone, since, evidence }) => `${instanceId} in ${zone} since ${at(Date.parse(since))}: ${evidence}`,
  );
  const unlisted = badCount - bad.length;
  return [
    explainRow(
      'inputs',
      `group at ${desired}, ${inService} in service, ${badCount} of them bad; ${counted(replacedLastHour, 'replacement')} in the hour before`,
    ),
    ...[...members, ...(unlisted > 0 ? [`and ${counted(unlisted, 'other')}`] : [])].map((text, index) =>
      explainRow(index === 0 ? 'bad' : '', text),
    ),
  ];
};
