import { compilePattern } from '../../events/pattern/compile-pattern.ts';
import { expandDottedKeys } from '../../events/pattern/expand-dotted-keys.ts';
import { refusePattern } from '../../events/pattern/refuse-pattern.ts';
import { AwsError, type Operation, operation } from '../../kernel.ts';

export interface TestEventPatternInput {
  readonly EventPattern: string;
  /** JSON text. */
  readonly Event: string;
}

/** TestEventPattern: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
export const testEventPattern = (): Operation =>
  operation<TestEventPatternInput, { readonly Result: boolean }>({
    authorize: () => [{ action: 'events:TestEventPattern', resource: '*' }],
    run: ({ EventPattern, Event }) => {
      const pattern = compilePattern(parseJson(EventPattern) ?? refusePattern('Filter is not an object'));
      const event = parseJson(Event);
      if (event === undefined) throw new AwsError('ValidationException', 'Parameter Event is not valid.');
      return { Result: pattern.matches(expandDottedKeys(event)) };
    },
  });

const parseJson = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};
