import type { FaultMaker } from '../../local/create-kernel.ts';
import { createFaults, type Fault, together } from '../../local/faults/create-faults.ts';
import { noting } from '../../local/faults/noting.ts';
import type { Faults } from '../../local/kernel.ts';

/** Faults under which every scenario has to come true as well, at most one sweep later. */
const PROFILES: Readonly<Record<string, readonly Fault[]>> = {
  'events-lost': [
    // Every source but aws.scheduler, whose beats are no events: they are the sweeps.
    { kind: 'drop-events', source: 'aws.autoscaling' },
    { kind: 'drop-events', source: 'aws.cloudwatch' },
    { kind: 'drop-events', source: 'aws.ec2' },
    { kind: 'drop-events', source: 'aws.states' },
    { kind: 'drop-events', source: 'rubato' },
  ],
  'events-five-times': [{ kind: 'duplicate-events', source: '*', copies: 5 }],
};

const name = process.env['RUBATO_FAULT_PROFILE'] ?? '';
const profile = name === '' ? [] : PROFILES[name];
if (profile === undefined) {
  throw new Error(`RUBATO_FAULT_PROFILE: found ${name}, must be one of ${Object.keys(PROFILES).join(', ')}`);
}

/** What is on: the name of a profile, or nothing. */
export const faultProfile: string = name;

/** The faults of a scenario, and those of the profile on top of them. */
export const withProfile = (own: Partial<Faults> | FaultMaker = {}): Partial<Faults> | FaultMaker =>
  profile.length === 0
    ? own
    : (fate) =>
        together([typeof own === 'function' ? own(fate) : noting(own, fate.journal), createFaults(profile)(fate)]);
