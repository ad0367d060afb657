import * as z from 'zod';
import { eventSource } from './event-schema.ts';
import { policySource } from './policy-schema.ts';
import { idName, list, mapping, oneOf, positiveNumber, price, share, text, wholeNumber } from './schema-parts.ts';

/** Beyond these a figure is a slip of the pen, and sizes and sums would no longer be whole. */
const SERVED_MAX = 1_000_000_000;
const SIZE_MAX = 10_000;

const served = positiveNumber(
  'What one instance serves in a minute, in the unit of the metric.',
  SERVED_MAX,
).optional();

// Both dimensions are the ends of the ARNs: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
const albSource = mapping('An Application Load Balancer; `{}` in the demo, whose own is taken.', {
  targetGroup: text(
    "The end of the target group's ARN.",
    /^targetgroup\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/,
    "must be the end of a target group's ARN, such as targetgroup/web/73e2d6bc24d8a067",
  ).optional(),
  loadBalancer: text(
    "The end of the load balancer's ARN.",
    /^app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/,
    "must be the end of an Application Load Balancer's ARN, such as app/web/50dc6c495c0c9188",
  ).optional(),
});

const name255 = (description: string): z.ZodString =>
  text(description, /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/, 'must be 1 to 255 printable ASCII characters');

const loadSource = z.union(
  [
    mapping('Requests at the load balancer.', { alb: albSource, servedPerInstancePerMinute: served }),
    mapping('Any metric of CloudWatch.', {
      namespace: name255('Namespace of the metric.'),
      metric: name255('Name of the metric.'),
      dimensions: z
        .record(name255('Name of the dimension.'), name255('Value of the dimension.'), {
          error: 'must be a mapping of dimension names to values, {} for a metric without dimensions',
        })
        .describe('All dimensions of the metric; CloudWatch does not add up over those left out.'),
      stat: text(
        'Statistic of a minute. Default: Sum of a total, Average of a perInstance metric.',
        /^(?:Sum|Average|Minimum|Maximum|SampleCount|p\d{1,2}(?:\.\d{1,2})?)$/,
        'must be Sum, Average, Minimum, Maximum, SampleCount or a percentile such as p95',
      ).optional(),
      counts: oneOf('Whether the metric is of the whole tier or an average over its instances.', [
        'total',
        'perInstance',
      ]),
      whenAbsent: oneOf(
        'What a minute without a sample means: nothing flowed if hosts were healthy, or nobody knows.',
        ['zeroIfHealthy', 'unknown'],
      ).default('unknown'),
      servedPerInstancePerMinute: served,
    }),
  ],
  { error: 'must be a mapping with `alb`, or with `namespace` and `metric`' },
);

export const eventsSource = list(
  'What is known beforehand: the tier is ready for it when it begins, and until it is over.',
  eventSource,
);

export const tierSource = mapping('An Auto Scaling group that serves load.', {
  // ASCII 33 to 126 without the colon: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
  group: text(
    'Name of the Auto Scaling group.',
    /^[\x21-\x39\x3b-\x7e]{1,255}$/,
    'must be the name of an Auto Scaling group: 1 to 255 ASCII characters without spaces and colons',
  ),
  min: wholeNumber("Fewest instances; inside of the group's own bounds.", 1, SIZE_MAX),
  max: wholeNumber("Most instances; inside of the group's own bounds.", 1, SIZE_MAX),
  servedPerInstancePerMinute: served.describe(
    'What one instance serves in a minute, for each metric that has none of its own.',
  ),
  load: list('What is measured. The largest want rules on the way up; on the way down all must agree.', loadSource),
  policy: policySource.default('adaptive'),
  shadow: policySource
    .describe('A second policy that is asked and recorded beside the first, without effect.')
    .optional(),
  events: eventsSource.optional(),
  guards: mapping('While one is exceeded, no instance is taken away.', {
    errorRate: share('Share of requests that a target answered with 5xx or refused.').optional(),
    p95LatencyMs: positiveNumber(
      'Latency of the 95th percentile, in milliseconds. It keeps instances and orders none.',
    ).optional(),
  }).prefault({}),
  warmUpSeconds: wholeNumber('How long a new instance takes to serve, until its own launches tell.', 0, 3600).default(
    180,
  ),
  // AWS says nowhere when a minute is final. Those who poll load balancers see recent minutes incomplete, and wait 2 minutes:
  // https://github.com/Netflix/atlas/pull/1300. A want for more waits for nothing, so the default costs only later decreases.
  settleSeconds: wholeNumber('How long after its end the count of a minute may still grow.', 0, 300).default(90),
  unservedPrice: price("Instance-minutes that a minute of one instance's unserved load is worth.").default(100),
  guardRails: mapping('Limits around whatever the policy wants.', {
    tolerance: share(
      'Relative change of size that is not worth it. Default: 0.05 for target-tracking, which has no dead band of its own on the way up; 0 for any other.',
      true,
    ).optional(),
    stabilisationMinutes: wholeNumber(
      'The largest want of so many minutes rules on the way down. Default: 0 with adaptive, else 7.',
      0,
      60,
    ).optional(),
    scaleOutCooldownSeconds: wholeNumber('From one increase to the next. Default: 0.', 0, 3600).optional(),
    scaleInCooldownSeconds: wholeNumber('From one decrease to the next. Default: 60.', 0, 3600).optional(),
  }).prefault({}),
  healing: idName('Name of the healing policy; without it the tier is not healed.').optional(),
});
