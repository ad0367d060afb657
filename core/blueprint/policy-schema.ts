import * as z from 'zod';
import { list, mapping, oneOf, share, wholeNumber } from './schema-parts.ts';

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

const typeAllowed = 'must be target-tracking or step';

/** A policy: the name of one that needs no settings, or a mapping with its type. */
export const policySource = z
  .union(
    [
      z.literal('target-tracking', { error: 'must be target-tracking, or a mapping with `type` for any other policy' }),
      z.discriminatedUnion('type', [targetTracking, step], { error: typeAllowed }),
    ],
    { error: typeAllowed },
  )
  .describe('What decides how many instances are wanted.');
