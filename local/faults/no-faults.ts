import type { Faults } from '../kernel.ts';

/** A world in which nothing goes wrong on purpose. */
export const noFaults: Faults = {
  deliveries: () => 1,
  delayMs: () => 0,
  interrupt: () => undefined,
  carry: (_call, make) => make(),
  launch: () => undefined,
  indexLagMs: () => 0,
};
