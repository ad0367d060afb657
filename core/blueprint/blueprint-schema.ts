import * as z from 'zod';
import { SHARDS_PER_STACK } from './room-in-stack.ts';
import { calendarSource, scheduleSource } from './schedule-schema.ts';
import { flag, idName, list, mapping, named, oneOf, text, wholeNumber } from './schema-parts.ts';
import { tierSource } from './tier-schema.ts';

// Keys of 1 to 128 characters, values of at most 256; the page of Auto Scaling itself is unverified:
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Tag.html
const tagKey = text('Key of the tag.', /^[^=]{1,128}$/, 'must be a tag key of 1 to 128 characters without `=`');
const tagValue = text('Value of the tag.', /^.{1,256}$/, 'must be a tag value of 1 to 256 characters');

const environmentSource = mapping('Groups that sleep and wake together.', {
  tag: z.union(
    [
      text('`key=value`', /^[^=]{1,128}=.{1,256}$/, 'must be a tag as `key=value`'),
      mapping('The tag that the groups of the environment carry.', { key: tagKey, value: tagValue }),
    ],
    { error: 'must be a tag as `key=value`' },
  ),
  stages: list('Values of the tag `rubato:stage` in the order of waking; sleep goes the other way.', tagValue),
  schedule: idName('Name of the schedule; without one it is awake.').optional(),
  stageDeadlineSeconds: wholeNumber('How long a stage may take to be up, and to be down.', 60, 7200).default(900),
});

const healingSource = mapping('When an instance is replaced.', {
  unhealthySeconds: wholeNumber('How long an instance must have been bad.', 0, 3600).default(60),
  replacementsPerHour: wholeNumber('Replacements of one tier in an hour.', 1, 60).default(6),
});

/** The blueprint as people write it: short forms and defaults allowed. What one part says of another is checked by the *-problems.ts beside. */
export const blueprintSource = mapping('What Rubato looks after, and how.', {
  installation: text(
    'Name of this installation: the value of the tag `rubato:installation` on everything that may be touched.',
    /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,19}$/,
    'must be lower-case letters, digits and single hyphens, beginning with a letter, at most 20',
  ),
  mode: oneOf('What happens while no switch is stored: on, decide and record only, or nothing.', [
    'on',
    'dry-run',
    'off',
  ]).default('dry-run'),
  demo: flag('Whether the stack brings the groups and the load balancer of the example.').default(false),
  schedules: named('When things run.', scheduleSource).default({}),
  calendars: named('Holidays and other special dates.', calendarSource).default({}),
  tiers: named('What is scaled with its load.', tierSource).default({}),
  environments: named('What sleeps and wakes.', environmentSource).default({}),
  healing: named('When instances are replaced.', healingSource).default({}),
  notifications: mapping('Who is told.', {
    email: z
      .email({ error: 'must be an e-mail address' })
      .describe('Gets an e-mail for each alarm of the installation, once the subscription is confirmed.')
      .optional(),
  }).prefault({}),
  shards: wholeNumber(
    'Shards of the tier sweep. Default: as many as it takes for at most 99 tiers each.',
    1,
    SHARDS_PER_STACK,
  ).optional(),
});

export type BlueprintSource = z.output<typeof blueprintSource>;
