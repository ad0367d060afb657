import * as z from 'zod';
import { idName, list, mapping, oneOf, positiveNumber, price, share, wholeNumber } from './schema-parts.ts';

const bound = z
  .number({ error: 'must be a distance from the threshold, or null for no bound' })
  .nullable()
  .describe("Distance from the threshold, as a share of an instance's capacity; null: no bound.");

const stepSide = (minutes: number, cooldownSeconds: number) =>
  mapping('What happens on one side.', {
    threshold: share("Share of an instance's capacity."),
    minutes: wholeNumber('Consecutive minutes beyond the threshold.', 1, 60).default(minutes),
    adjustment: oneOf('What the changes of the steps mean.', [
      'ChangeInCapacity',
      'PercentChangeInCapacity',
      'ExactCapacity',
    ]),
    minMagnitude: wholeNumber('Instances that a percentage changes at least.', 1).default(1),
    steps: list(
      'What to do, by how far the load is from the threshold. Without overlap and gap, as in AWS.',
      mapping('One step.', {
        from: bound,
        to: bound,
        change: z.int({ error: 'must be a whole number' }).describe('By how much, in the unit of `adjustment`.'),
      }),
    ),
    cooldownSeconds: wholeNumber('Seconds until the next change to this side.', 0, 3600).default(cooldownSeconds),
  });

const adaptive = mapping('Ours: learns the load, its errors and the boot time, and keeps what is cheapest to keep.', {
  type: z.literal('adaptive'),
  unservedPrice: price(
    "Instance-minutes that a minute of one instance's unserved load is worth. Default: that of the tier.",
  ).optional(),
});

const targetTracking = mapping('AWS target tracking.', {
  type: z.literal('target-tracking'),
  target: share("Share of an instance's capacity to keep to.").default(0.7),
  scaleOutMinutes: wholeNumber('Minutes above the target before scaling out.', 1, 60).default(3),
  scaleInMinutes: wholeNumber('Minutes under 0.9 of the target before scaling in.', 1, 120).default(15),
});

export const defaultTargetTracking = targetTracking.parse({ type: 'target-tracking' });

const step = mapping('AWS step scaling.', {
  type: z.literal('step'),
  scaleOut: stepSide(2, 0),
  scaleIn: stepSide(15, 300),
});

const hpaScalingPolicies = z
  .array(
    mapping('One limit on how fast the size changes.', {
      type: oneOf('What the value counts.', ['Pods', 'Percent']),
      value: positiveNumber('Instances, or percent of what there was when the period began.'),
      periodSeconds: wholeNumber('How long the period is.', 1, 1800),
    }),
    { error: 'must be a list, [] for no limit' },
  )
  .describe('How fast the size may change; without one, as far as the guard rails allow.')
  .default([]);

const hpaRules = (stabilizationWindowSeconds: number) =>
  mapping('What happens on one side.', {
    tolerance: share('Relative distance from the target that changes nothing.', true).default(0.1),
    stabilizationWindowSeconds: wholeNumber(
      'Out: the least, in: the most recommended within so many seconds rules.',
      0,
      3600,
    ).default(stabilizationWindowSeconds),
    selectPolicy: oneOf('Which scaling policy rules: that of the most or the least change; or no change at all.', [
      'Max',
      'Min',
      'Disabled',
    ]).default('Max'),
    policies: hpaScalingPolicies,
  }).prefault({});

const hpa = mapping("Kubernetes' Horizontal Pod Autoscaler, autoscaling/v2.", {
  type: z.literal('hpa'),
  target: share("Share of an instance's capacity to keep to.").default(0.7),
  scaleUp: hpaRules(0),
  scaleDown: hpaRules(300),
});

/** A policy that is deployed belongs here, in `PolicySpec` (model.ts) and in core/scaling/policies/open-policy.ts. */
const loadPolicies = [adaptive, targetTracking, step, hpa] as const;
const loadTypes = 'adaptive, target-tracking, step or hpa';
const allTypes = 'adaptive, target-tracking, step, hpa or scheduled-floor';
const shortOr = (types: string): string => `must be adaptive or target-tracking, or a mapping with the type ${types}`;

const shortForm = z.literal(['adaptive', 'target-tracking'], {
  error: 'must be adaptive or target-tracking, or a mapping with `type` for any other policy',
});

const scheduledFloor = mapping('At least so many instances while a schedule is on.', {
  type: z.literal('scheduled-floor'),
  floors: list(
    'What is known beforehand; of several that are on the highest rules.',
    mapping('A schedule and the instances there must be at least while it is on.', {
      schedule: idName('Name of the schedule.'),
      size: wholeNumber('Instances.', 1),
    }),
  ),
  leadMinutes: wholeNumber('How long before its schedule is on a floor holds already.', 0, 120).default(5),
  policy: z
    .union([shortForm, z.discriminatedUnion('type', loadPolicies, { error: `must be ${loadTypes}` })], {
      error: shortOr(loadTypes),
    })
    .describe('What decides otherwise.'),
});

/** A policy: the name of one that needs no settings, or a mapping with its type. */
export const policySource = z
  .union(
    [shortForm, z.discriminatedUnion('type', [...loadPolicies, scheduledFloor], { error: `must be ${allTypes}` })],
    {
      error: shortOr(allTypes),
    },
  )
  .describe('What decides how many instances are wanted.');

export type PolicySource = z.output<typeof policySource>;
