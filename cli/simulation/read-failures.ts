import type { Rehearsal } from './rehearsal.ts';

/** What failed although nothing was made to go wrong, as sentences: refused permissions, functions, executions, dead letters. */
export const readFailures = ({ cloud }: Rehearsal): string[] => {
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
  return [...failures];
};
