import type { BusEvent } from '../../local/events/event.ts';
import { compilePattern } from '../../local/events/pattern/compile-pattern.ts';
import { EventBus } from '../../local/services/events/event-bus.ts';
import { measureRate, type Rate } from './rate.ts';

const RULES = 100;
const BATCH = 1000;
const AT_LEAST = 100_000;

/** What a rule asks of the detail, in turn. */
const DETAILS: readonly ((index: number) => object)[] = [
  (index) => ({ state: [`state-${index}`] }),
  (index) => ({ name: [{ prefix: `tier-${index}-` }] }),
  (index) => ({ name: [{ suffix: `-${index}` }] }),
  (index) => ({ load: [{ numeric: ['>', index, '<=', index + 1] }] }),
  (index) => ({ state: [{ 'anything-but': ['ok', `state-${index}`] }], zone: [`zone-${index}`] }),
  (index) => ({ group: { name: [{ 'equals-ignore-case': `GROUP-${index}` }] } }),
  (index) => ({ group: { name: [{ wildcard: `*-${index}-*` }] } }),
  (index) => ({ [`only-${index}`]: [{ exists: true }] }),
];

/** Events of one source against a bus whose rules all look at that source, so that none is left out beforehand. */
export const measureEvents = async (): Promise<readonly Rate[]> => {
  const bus = busOfRules();
  const events = Array.from({ length: BATCH }, (_, index) => eventOf(index));
  let matched = 0;
  const rate = await measureRate(
    `events against ${RULES} rules`,
    () => {
      for (const event of events) matched += bus.match(event).length;
      return BATCH;
    },
    AT_LEAST,
  );
  if (matched === 0) throw new Error('no rule matched any of the measured events');
  return [rate];
};

const busOfRules = (): EventBus => {
  const bus = new EventBus('default', 'arn:aws:events:eu-west-1:123456789012:event-bus/default');
  for (let index = 0; index < RULES; index++) {
    const pattern = { source: ['shop.orders'], detail: DETAILS[index % DETAILS.length]?.(index) };
    bus.add({
      name: `rule-${index}`,
      arn: `arn:aws:events:eu-west-1:123456789012:rule/rule-${index}`,
      description: undefined,
      pattern: { text: JSON.stringify(pattern), compiled: compilePattern(pattern) },
      schedule: undefined,
      targets: [],
      isEnabled: true,
    });
  }
  return bus;
};

const eventOf = (index: number): BusEvent => ({
  version: '0',
  id: `event-${index}`,
  'detail-type': 'Order Placed',
  source: 'shop.orders',
  account: '123456789012',
  time: '2026-01-05T10:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: {
    state: `state-${index % RULES}`,
    name: `tier-${index % 7}-web`,
    load: index % 50,
    zone: 'zone-1',
    group: { name: `group-${index % 13}-a` },
  },
});
