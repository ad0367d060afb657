import type { Eventual } from './model.ts';

/** Go on with a value as soon as it is there, without a promise where none is needed. */
export const eventual = <Value, Next>(
  value: Eventual<Value>,
  next: (value: Value) => Eventual<Next>,
): Eventual<Next> => (value instanceof Promise ? value.then(next) : next(value));
