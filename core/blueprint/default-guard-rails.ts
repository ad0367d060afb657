import type { GuardRails, PolicySpec } from './model.ts';

const patient: GuardRails = {
  tolerance: 0.05,
  stabilisationMinutes: 7,
  scaleOutCooldownSeconds: 0,
  scaleInCooldownSeconds: 60,
};

/** It is lazy by itself and counts single instances: docs/decisions/0010 has what these two rails would cost it. */
const ofAdaptive: GuardRails = { ...patient, tolerance: 0, stabilisationMinutes: 0 };

/** What holds around a policy where the blueprint says nothing. */
export function defaultGuardRails(policy: PolicySpec): GuardRails {
  if (policy.type === 'scheduled-floor') return defaultGuardRails(policy.policy);
  return policy.type === 'adaptive' ? ofAdaptive : patient;
}
