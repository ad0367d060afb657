import * as z from 'zod';
import { flag, list, mapping, oneOf, share, text, wholeNumber } from '../../core/blueprint/schema-parts.ts';
import { STALE_READS } from '../../local/faults/stale-reads.ts';

const minute = (description: string): z.ZodNumber => {
  const error = 'must be a number of minutes of at least 0';
  return z.number({ error }).min(0, { error }).describe(description);
};

/** When and how often a fault strikes what it matches. */
const strikes = {
  share: share('Of what it matches, how much it strikes. Default: 1, all of it.').optional(),
  times: wholeNumber('It strikes at most so often. Default: no limit.', 1).optional(),
  fromMinute: minute('Minutes from the beginning of the traffic until it begins. Default: 0.').optional(),
  untilMinute: minute('Minutes from the beginning of the traffic until it ends. Default: it does not.').optional(),
};

const pattern = (description: string): z.ZodString =>
  text(description, /^\S.*$/, 'must be a text; `*` in it stands for any characters');

const events = {
  ...strikes,
  source: pattern('Source of the events, such as `aws.ec2`; schedules are `aws.scheduler`.'),
  detailType: pattern('Their detail type. Default: any.').optional(),
  rule: pattern('Name of the rule or schedule that delivers them. Default: any.').optional(),
  target: pattern('Name of the function or state machine that they go to. Default: any.').optional(),
};

const calls = {
  ...strikes,
  call: text(
    '`service:Operation`, the service by its signing name.',
    /^[a-z0-9*-]+:[A-Za-z0-9*]+$/,
    'must be service:Operation such as autoscaling:SetDesiredCapacity; `*` in it stands for any characters',
  ),
  caller: pattern('The function or execution that calls, by name. Default: any.').optional(),
};

const moment = oneOf('Whether it strikes before the call is made, or after it was done.', ['before', 'after']);
const seconds = (description: string, max: number): z.ZodNumber => wholeNumber(description, 1, max);
const HOUR_SECONDS = 3600;
const STALE_SECONDS_MAX = 300;

/** One schema for each kind of `local/faults/`. */
export const FAULT_SCHEMAS = [
  mapping('Events that never arrive.', { kind: z.literal('drop-events'), ...events }),
  mapping('Events that arrive several times.', {
    kind: z.literal('duplicate-events'),
    ...events,
    copies: wholeNumber('How often each arrives in all.', 2, 100),
  }),
  mapping('Events that arrive late.', {
    kind: z.literal('delay-events'),
    ...events,
    seconds: seconds('How late.', 6 * HOUR_SECONDS),
  }),
  mapping('Events that overtake each other.', {
    kind: z.literal('reorder-events'),
    ...events,
    withinSeconds: seconds('Each arrives at a random instant within this span.', 6 * HOUR_SECONDS),
  }),
  mapping('Calls that are turned away because there are too many.', {
    kind: z.literal('throttle-calls'),
    ...calls,
    allowedPerMinute: wholeNumber('So many of each minute pass. Default: none.', 0).optional(),
  }),
  mapping('Calls that are answered with an error of the service.', {
    kind: z.literal('fail-calls'),
    ...calls,
    isDone: flag('Whether the call is done all the same, and only its answer is lost.').optional(),
  }),
  mapping('Functions that die at one of their calls.', { kind: z.literal('crash-functions'), ...calls, moment }),
  mapping('Workers that stand still at one of their calls.', {
    kind: z.literal('pause-calls'),
    ...calls,
    moment,
    seconds: seconds('For how long.', HOUR_SECONDS),
  }),
  mapping('Reads that answer what was.', {
    kind: z.literal('stale-reads'),
    ...strikes,
    read: oneOf('Which reads.', STALE_READS),
    seconds: seconds('How old the answer may be.', STALE_SECONDS_MAX),
  }),
  mapping('Launches for which there is no capacity.', {
    kind: z.literal('lack-capacity'),
    ...strikes,
    zone: pattern('Availability Zone, such as `eu-west-1a`. Default: all.').optional(),
    instanceType: pattern('Instance type, such as `t4g.nano`. Default: all.').optional(),
  }),
  mapping('Launches beyond what the account may run.', {
    kind: z.literal('reach-quota'),
    ...strikes,
    vcpus: wholeNumber('How many vCPUs the instances of each quota may have that are pending or running at a time.', 0),
  }),
  mapping('Instances that cannot start because the grant on the key of their volumes fails.', {
    kind: z.literal('refuse-key'),
    ...strikes,
    group: pattern('Name of an Auto Scaling group. Default: all instances.').optional(),
  }),
] as const;

export const FAULT_KINDS: readonly string[] = FAULT_SCHEMAS.map(({ shape }) => shape.kind.value);

const kindAllowed = `must be a fault of a kind: ${FAULT_KINDS.slice(0, -1).join(', ')} or ${FAULT_KINDS.at(-1)}`;

/** A fault file. */
export const faultFile = mapping('What goes wrong on purpose.', {
  faults: list(
    'All of them strike independently.',
    z.discriminatedUnion('kind', FAULT_SCHEMAS, { error: kindAllowed }),
  ),
});

export type FaultSource = z.output<typeof faultFile>['faults'][number];
