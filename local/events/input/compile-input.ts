import { compileTransformer } from './compile-transformer.ts';
import { compilePath } from './select-path.ts';
import type { TargetInput } from './target-input.ts';

export interface InputSettings {
  /** A constant: JSON text. */
  readonly input?: string | undefined;
  /** A path to the part of the event that is passed on. */
  readonly inputPath?: string | undefined;
  readonly transformer?: { readonly paths: Readonly<Record<string, string>>; readonly template: string } | undefined;
}

/**
 * What a target is given: the whole event, or what one of the settings makes of it.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
 *
 * @throws Error when more than one is set, or one is not as AWS takes it
 */
export const compileInput = ({ input, inputPath, transformer }: InputSettings): TargetInput => {
  if ([input, inputPath, transformer].filter((setting) => setting !== undefined).length > 1) {
    throw new Error('a target has more than one of Input, InputPath and InputTransformer; at most one is allowed');
  }
  if (transformer !== undefined) return compileTransformer(transformer.paths, transformer.template);
  if (input !== undefined) {
    JSON.parse(input);
    return () => input;
  }
  if (inputPath === undefined) return (event) => JSON.stringify(event);
  const select = compilePath(inputPath);
  return (event) => {
    const selected = select(event);
    if (selected === undefined) throw new Error(`the event has nothing at ${inputPath}`);
    return JSON.stringify(selected);
  };
};
