import { expect, it } from 'vitest';
import type { Faults } from '../../local/kernel.ts';
import { faultProfile } from './fault-profile.ts';
import { World } from './world.ts';

/** Operations that look at the policy of what a service calls, or at the trust of what it takes. */
const CHECKED = new Set(['events:PutEvents', 'lambda:Invoke', 'sns:Publish', 'sqs:SendMessage', 'sts:AssumeRole']);

const QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/rubato-demo-undelivered';

/** What services are seen to call here: an alarm tells people of the queue, and rules invoke functions where events arrive. */
const SEEN = ['sns:Publish', ...(faultProfile === 'events-lost' ? [] : ['lambda:Invoke'])];

it('services call only what checks them by a policy of what they call; the rest is called by roles', async () => {
  const calls = new Set<string>();
  const interrupt: Faults['interrupt'] = ({ service, operation, caller }) => {
    if (caller.kind === 'service') calls.add(`${service}:${operation}`);
    return undefined;
  };
  const world = await World.load({ faults: { interrupt } });
  world.drive((minutes) => (minutes < 3 ? 1000 : 4000));
  await world.advanceMinutes(5);
  const [hung] = world.cloud.autoscaling.group('rubato-demo-web')?.members.keys() ?? [];
  world.cloud.ec2.hang(hung ?? '');
  await world.cloud.call('sqs', 'SendMessage', { QueueUrl: QUEUE_URL, MessageBody: 'what was not delivered' });
  await world.advanceMinutes(7);
  expect([...calls]).toEqual(expect.arrayContaining(SEEN));
  expect([...calls].filter((call) => !CHECKED.has(call))).toEqual([]);
});
