import { expect, it } from 'vitest';
import { activitySince, readActivity } from '../../../cli/simulation/read-activity.ts';
import { createCloud } from '../../../local/cloud.ts';

it('counts what was used since an earlier reading, and not what was used before', () => {
  const cloud = createCloud({ seed: 1, startAtMs: 0 });
  const start = (): void => cloud.journal.note('execution', 'scale-tier', { name: 'x', status: 'RUNNING' });
  cloud.journal.count('call', 's:Warm');
  cloud.journal.count('call', 's:Do');
  start();
  const before = readActivity({ cloud });
  cloud.journal.count('call', 's:Do');
  cloud.journal.count('invocation', 'f');
  start();
  expect(activitySince(before, readActivity({ cloud }))).toEqual({
    invocations: { f: 1 },
    calls: { 's:Do': 1 },
    executions: { 'scale-tier': 1 },
    transitions: {},
    alarmChanges: {},
  });
});
