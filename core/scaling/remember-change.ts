import { recentReversals, reverses } from '../guardrails/flapping.ts';
import type { RailState } from './model.ts';

/** Note a change of the target. */
export function rememberChange(rails: RailState, direction: 'out' | 'in', nowMs: number): RailState {
  const reversals = recentReversals(rails, nowMs);
  return {
    ...rails,
    ...(direction === 'out' ? { lastIncreaseAtMs: nowMs, increaseReadyAtMs: null } : { lastDecreaseAtMs: nowMs }),
    reversalsAtMs: reverses(direction, rails) ? [...reversals, nowMs] : reversals,
  };
}
