import type { Tier } from '../../core/blueprint/model.ts';
import type { MinuteRow } from '../report/report.ts';
import type { Rehearsal } from './rehearsal.ts';

/** What must not have happened and did, as sentences: sizes out of bounds (S1), refused permissions, failures that reached a dead-letter queue. */
export const brokenInvariants = ({ cloud }: Rehearsal, tier: Tier, series: readonly MinuteRow[]): string[] => {
  const outside = series.filter(({ desired }) => desired < tier.min || desired > tier.max);
  const sizes = outside
    .slice(0, 1)
    .map(
      ({ minuteMs, desired }) =>
        `S1: tier ${tier.id} was set to ${desired} at ${new Date(minuteMs).toISOString()}, allowed are ${tier.min} to ${tier.max}`,
    );
  const failures = new Set<string>();
  for (const { kind, subject, detail } of cloud.kernel.journal.entries) {
    if (kind === 'denied')
      failures.add(`denied: ${detail['role'] ?? detail['service']} may not ${subject} on ${detail['resource']}`);
    if (kind === 'function-error')
      failures.add(`function ${subject} failed: ${detail['errorType']}: ${detail['errorMessage']}`);
    if (kind === 'dead-letter') failures.add(`dead letter in ${subject}`);
    if (kind === 'execution' && (detail['status'] === 'FAILED' || detail['status'] === 'TIMED_OUT')) {
      failures.add(
        `execution ${detail['name']} of ${subject} ended as ${detail['status']}: ${detail['error'] ?? ''} ${detail['cause'] ?? ''}`,
      );
    }
  }
  return [...sizes, ...failures];
};
