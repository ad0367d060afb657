import type { UnhealedInstance } from './report.ts';

/** An instance that hung and stayed so. */
export const unhealedLine = (
  { instanceId, tierId, hungAtMs, isHealedTier }: UnhealedInstance,
  at: (ms: number) => string,
): string =>
  `not healed: ${instanceId} of tier ${tierId} hung at ${at(hungAtMs)} and ` +
  (isHealedTier
    ? `was not replaced; npx rubato explain --heal ${tierId} tells why`
    : `stayed so, for the tier names no healing policy`);
