import { AwsError } from '../kernel.ts';

export interface DefinitionProblem {
  /** `CODE: what is wrong`; codes: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
  readonly problem: string;
  /** Such as `/States/Wait/Seconds`; `null` where AWS names none. */
  readonly place: string;
}

/** The error of CreateStateMachine for a definition that does not hold. */
export const invalidDefinitions = (problems: readonly DefinitionProblem[]): AwsError => {
  const texts = problems.map(({ problem, place }) => `${problem} at ${place}`);
  return new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${texts.join(', ')}'`);
};

export const invalidDefinition = (problem: string, place: string): AwsError => invalidDefinitions([{ problem, place }]);
