import type { ValueTest } from './value-test.ts';

/** A compiled match expression. */
export interface Expression {
  readonly test: ValueTest;
  /** Matches where the event has no such field. */
  readonly acceptsAbsence?: boolean;
  /** The literals of its wildcard patterns, whose complexity is limited for all expressions of a field together. */
  readonly wildcards?: readonly (readonly string[])[];
}
