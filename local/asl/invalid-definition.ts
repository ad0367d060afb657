import { AwsError } from '../kernel.ts';

/** The error of CreateStateMachine for a definition that does not hold; `place` is like `/States/Wait/Seconds`. */
export const invalidDefinition = (problem: string, place: string): AwsError =>
  new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${problem} at ${place}'`);
