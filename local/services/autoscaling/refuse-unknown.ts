import type { Kernel } from '../../kernel.ts';

/** A member that is taken and not acted upon would be a lie, so it ends the run. */
export const refuseUnknown = (kernel: Kernel, operation: string, input: object, known: ReadonlySet<string>): void => {
  const unknown = Object.entries(input).find(([name, value]) => value !== undefined && !known.has(name));
  if (unknown === undefined) return;
  const error = new Error(`the embedded cloud does not know ${unknown[0]} of autoscaling:${operation}`);
  kernel.clock.fail(error);
  throw error;
};
