import type { PolicySpec } from './model.ts';

/**
 * The tolerance of a tier whose blueprint names none. Target tracking alone follows every trifle. The others have a dead
 * band, steps or floors that somebody chose: a rail that swallowed a step of one instance would keep a tier of twenty
 * from ever moving.
 */
export const defaultTolerance = ({ type }: Pick<PolicySpec, 'type'>): number => (type === 'target-tracking' ? 0.05 : 0);
