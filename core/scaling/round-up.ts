/** Binary fractions such as 21 / 0.7 come out a hair over the whole number; that hair is not worth an instance. */
const HAIR = 1e-9;

/** The whole number of instances that carries `instances`. Rounding up: rather one too many than one too few. */
export function roundUp(instances: number): number {
  return Math.max(0, Math.ceil(instances - HAIR));
}
