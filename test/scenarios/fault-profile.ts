import type { TestContext } from 'vitest';
import type { FaultMaker } from '../../local/create-kernel.ts';
import { createFaults, type Fault, together } from '../../local/faults/create-faults.ts';
import { noting } from '../../local/faults/noting.ts';
import type { Faults } from '../../local/kernel.ts';

const losing = (...sources: readonly string[]): readonly Fault[] =>
  sources.map((source) => ({ kind: 'drop-events', source }));

/** Faults under which every scenario has to come true as well, at most one sweep later. */
const PROFILES: Readonly<Record<string, readonly Fault[]>> = {
  // Every event of a service: they are hints. Auto Scaling and Step Functions send theirs as best effort, CloudWatch's are durable and
  // are lost all the same: https://docs.aws.amazon.com/eventbridge/latest/ref/event-delivery-level.html and the page of each source,
  // such as events-ref-autoscaling.html (unverified for aws.ec2). Events of ours arrive: what PutEvents took is tried again
  // and ends in a queue at worst, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
  // Beats of aws.scheduler are the sweeps themselves.
  'events-lost': losing('aws.autoscaling', 'aws.cloudwatch', 'aws.ec2', 'aws.states'),
  // Those of AWS's events alone that are sent as best effort, for what is about alarms.
  'best-effort-events-lost': losing('aws.autoscaling', 'aws.ec2', 'aws.states'),
  'events-five-times': [{ kind: 'duplicate-events', source: '*', copies: 5 }],
};

const name = process.env['RUBATO_FAULT_PROFILE'] ?? '';
const profile = name === '' ? [] : PROFILES[name];
if (profile === undefined) {
  throw new Error(`RUBATO_FAULT_PROFILE: found ${name}, must be one of ${Object.keys(PROFILES).join(', ')}`);
}

/** What is on: the name of a profile, or nothing. */
export const faultProfile: string = name;

/** What goes wrong under it. */
export const profileFaults: readonly Fault[] = profile;

/** Say what is not played under the profile that is on, and why; `vitest.faults.config.ts` says it of whole scenarios. */
export const tellNotPlayed = (what: string, reason: string): void => {
  process.stdout.write(`${faultProfile}: not played: ${what}: ${reason}\n`);
};

/** Skip a test that cannot come true under a profile. */
export const skipUnder = (name: string, { task, skip }: TestContext, reason: string): void => {
  if (name !== faultProfile) return;
  tellNotPlayed(task.name, reason);
  skip(reason);
};

/** The faults of a scenario, and those of the profile on top of them. */
export const withProfile = (own: Partial<Faults> | FaultMaker = {}): Partial<Faults> | FaultMaker =>
  profile.length === 0
    ? own
    : (fate) =>
        together([typeof own === 'function' ? own(fate) : noting(own, fate.journal), createFaults(profile)(fate)]);
