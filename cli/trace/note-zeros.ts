import type { Host } from '../host.ts';
import { count } from '../report/format.ts';
import type { Trace } from './trace.ts';

/** A zero that nobody measured is told: it may be a quiet minute, and it may be one that was lost. */
export const noteZeros = ({ name, zerosPutIn }: Trace, host: Pick<Host, 'note'>): void => {
  if (zerosPutIn === undefined) return;
  host.note(
    `${name}: ${count(zerosPutIn)} intervals have no value, as those without requests have none; they count as zero`,
  );
};
