import type { Blueprint } from '../../core/blueprint/model.ts';
import { contentHash } from './content-hash.ts';

/** A fingerprint of the schedule of each environment, its calendars included, by environment id. */
export const scheduleHashes = ({ environments, schedules, calendars }: Blueprint): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.values(environments).map(({ id, schedule: name }) => {
      const schedule = name === null ? null : schedules[name];
      const days = schedule?.calendars.map((calendar) => calendars[calendar]);
      return [id, contentHash(JSON.stringify([schedule, days]))];
    }),
  );
