import type { FieldTest } from './compile-field.ts';

/**
 * One test of a pattern that an event has to pass for the whole pattern to match. Among many patterns it tells the few that are
 * worth a look.
 */
export interface PatternGate {
  readonly path: readonly string[];
  readonly test: FieldTest;
}

/** The gate that tells events apart best: one that lists values, else any but the source, by which rules are found anyway. */
export const chooseGate = (leaves: readonly PatternGate[]): PatternGate | undefined => {
  const strict = leaves.filter(
    ({ path, test }) => !test.acceptsAbsence && !path.some((key) => key in Object.prototype),
  );
  const others = strict.filter(({ path }) => path[0] !== 'source');
  return others.find(({ test }) => test.exactly !== undefined) ?? others[0] ?? strict[0];
};
