import type { DynamoDbCall } from './things-table.ts';

/** One call that the two answered differently. */
export interface Difference {
  /** How many calls there were before it, and one. */
  readonly number: number;
  readonly call: DynamoDbCall;
  readonly embedded: unknown;
  readonly dynalite: unknown;
}
