import { compilePattern } from '../../../local/events/pattern/compile-pattern.ts';
import { expandDottedKeys } from '../../../local/events/pattern/expand-dotted-keys.ts';

/** An event pattern with what AWS said of one event. */
export interface RecordedVerdict {
  readonly name: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly pattern: unknown;
  readonly expected: boolean | 'error';
  readonly aws_error: string | null;
}

/**
 * Match a pattern and say how the verdict differs from the recorded one.
 *
 * @returns undefined when nothing differs
 */
export const compareVerdict = (recorded: RecordedVerdict): string | undefined => {
  const expected = recorded.expected === 'error' ? withoutPlace(recorded.aws_error ?? '') : recorded.expected;
  const verdict = verdictOn(recorded);
  return verdict === expected ? undefined : `verdict is ${verdict}, recorded is ${expected}`;
};

const verdictOn = ({ pattern, event }: RecordedVerdict): boolean | string => {
  try {
    return compilePattern(pattern).matches(expandDottedKeys(event));
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
};

/** AWS adds where in the JSON text the error is; a parsed pattern has no such place. */
const withoutPlace = (message: string): string => message.replace(/\n at \[Source: .*$/s, '');
