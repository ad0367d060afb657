import type { Recurrence } from './schedule-expression.ts';

/**
 * The first occurrence later than an instant, or undefined when there is none.
 *
 * @param anchorMs where a rate counts from: it occurs there, and every period after
 */
export const nextInRecurrence = (recurrence: Recurrence, anchorMs: number, afterMs: number): number | undefined => {
  switch (recurrence.kind) {
    case 'at':
      return recurrence.atMs > afterMs ? recurrence.atMs : undefined;
    case 'cron':
      return recurrence.nextAfter(afterMs);
    case 'rate': {
      const periods = Math.floor((afterMs - anchorMs) / recurrence.periodMs) + 1;
      return anchorMs + Math.max(periods, 0) * recurrence.periodMs;
    }
  }
};
