import type { Blueprint } from '../../../core/blueprint/model.ts';
import type { Observation } from './observation.ts';

/**
 * Something that must hold after every step, under every fault. A fold: `watch` begins one run, and what it returns is told
 * every observation in order and answers what is wrong, as a sentence, or null.
 */
export interface Invariant {
  /** As in the specification, such as `S1`. */
  readonly id: string;
  readonly claim: string;
  readonly watch: (blueprint: Blueprint) => (seen: Observation) => string | null;
}

export const instant = (atMs: number): string => new Date(atMs).toISOString();
