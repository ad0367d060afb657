import type { Host } from '../host.ts';
import { count } from '../report/format.ts';
import type { Trace } from './trace.ts';

/** What was made of a recording beyond its rows is told: minutes in between, and zeros that nobody measured, which may be quiet minutes or lost ones. */
export const noteTrace = ({ name, zerosPutIn, rowMinutes }: Trace, host: Pick<Host, 'note'>): void => {
  if (rowMinutes !== undefined)
    host.note(`${name}: rows are ${rowMinutes} min apart, each is spread over ${rowMinutes} min`);
  if (zerosPutIn === undefined) return;
  host.note(
    `${name}: ${count(zerosPutIn)} intervals have no value, as those without requests have none; they count as zero`,
  );
};
