import type { ThrownMode } from '../../functions/ports/thrown-mode.ts';

/** One decision of the audit trail, as far as contracts look at it. */
export interface TrailEntry {
  readonly action: string;
  readonly reason: string;
}

/** What the switch says, however it is spelt. */
export const modeFrom = (mode: string | null): ThrownMode =>
  mode === null || mode === 'on' || mode === 'dry-run' || mode === 'off' ? mode : { unknown: mode };
