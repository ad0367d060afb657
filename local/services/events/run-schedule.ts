import { eventTime } from '../../events/event.ts';
import { nextInRecurrence } from '../../events/schedule/next-in-recurrence.ts';
import type { EventsModel } from './events-model.ts';
import type { Rule } from './rule.ts';

/**
 * Run a rule's schedule: at each occurrence its own targets get a Scheduled Event. A rate starts when the rule is made, its
 * first event one period later (unverified: AWS says no more than that it starts then).
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export const runSchedule = (model: EventsModel, rule: Rule): void => {
  const { schedule } = rule;
  if (schedule === undefined) return;
  const { clock, random, account, region } = model.kernel;
  const createdAtMs = clock.nowMs;

  const arm = (afterMs: number): void => {
    const atMs = nextInRecurrence(schedule.recurrence, createdAtMs, afterMs);
    if (atMs === undefined) return;
    clock.at(atMs, () => {
      if (model.findBus().rules.get(rule.name) !== rule) return;
      arm(atMs);
      if (!rule.isEnabled) return;
      model.trigger(rule, {
        version: '0',
        id: random.uuid(),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account,
        time: eventTime(atMs),
        region,
        resources: [rule.arn],
        detail: {},
      });
    });
  };
  arm(createdAtMs);
};
