import type { GuardRails, PolicySpec } from './model.ts';

const patient: GuardRails = {
  tolerance: 0,
  stabilisationMinutes: 7,
  scaleOutCooldownSeconds: 0,
  scaleInCooldownSeconds: 60,
};

/** It alone follows every trifle. A rail that swallowed a step of one instance would keep a tier of twenty with steps from ever moving. */
const ofTargetTracking: GuardRails = { ...patient, tolerance: 0.05 };

/** It is lazy by itself and counts single instances: docs/decisions/0010 has what these two rails would cost it. */
const ofAdaptive: GuardRails = { ...patient, stabilisationMinutes: 0 };

/** What holds around a policy where the blueprint says nothing. */
export function defaultGuardRails(policy: PolicySpec): GuardRails {
  if (policy.type === 'scheduled-floor') return defaultGuardRails(policy.policy);
  if (policy.type === 'adaptive') return ofAdaptive;
  return policy.type === 'target-tracking' ? ofTargetTracking : patient;
}
