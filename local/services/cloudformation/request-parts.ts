import { AwsError } from '../../kernel.ts';

export interface ParameterInput {
  readonly ParameterKey?: string;
  readonly ParameterValue?: string;
  readonly UsePreviousValue?: boolean;
}

export interface TagInput {
  readonly Key: string;
  readonly Value: string;
}

/** @throws `AwsError` ValidationError when a previous value is wanted and there is none */
export const readParameters = (
  inputs: readonly ParameterInput[],
  previous: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    inputs.map(({ ParameterKey = '', ParameterValue = '', UsePreviousValue = false }) => {
      const value = UsePreviousValue ? previous[ParameterKey] : ParameterValue;
      if (value !== undefined) return [ParameterKey, value];
      throw new AwsError(
        'ValidationError',
        `Invalid input for parameter key ${ParameterKey}. It has no previous value.`,
      );
    }),
  );

export const readTags = (tags: readonly TagInput[]): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

/**
 * Refuse a member of a request that would change what is done and is not modelled: to take it in silence would be a lie.
 *
 * @param known members that are acted upon, or that change nothing here
 */
export const refuseOthers = (operation: string, input: object, known: readonly string[]): void => {
  const unknown = Object.entries(input).find(([name, value]) => value !== undefined && !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`the embedded cloud does not know ${unknown[0]} of cloudformation:${operation}`);
  }
};
