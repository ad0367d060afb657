import type { PolicySpec } from '../../blueprint/model.ts';
import type { OpenedPolicy } from '../policy.ts';
import { adaptive } from './adaptive/adaptive.ts';
import { hpa } from './hpa/hpa.ts';
import { scheduledFloor } from './scheduled-floor.ts';
import { stepScaling } from './step-scaling.ts';
import { targetTracking } from './target-tracking.ts';

/**
 * The policy of a tier, at the point where it was packed; null: at its beginning. Every policy that can be deployed is here.
 *
 * @param packedSeason what `season.pack` gave, for a policy that has seasons; null: it learns them anew
 */
export function openPolicy(
  spec: PolicySpec,
  packed: Uint8Array | null,
  packedSeason: Uint8Array | null = null,
): OpenedPolicy {
  switch (spec.type) {
    case 'adaptive':
      return adaptive(spec, packed, packedSeason);
    case 'target-tracking':
      return targetTracking(spec, packed);
    case 'step':
      return stepScaling(spec, packed);
    case 'hpa':
      return hpa(spec, packed);
    case 'scheduled-floor':
      return scheduledFloor(spec, openPolicy(spec.policy, packed, packedSeason));
  }
}
