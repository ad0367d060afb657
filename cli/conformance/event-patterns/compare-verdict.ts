import { compilePattern } from '../../../local/events/pattern/compile-pattern.ts';
import { expandDottedKeys } from '../../../local/events/pattern/expand-dotted-keys.ts';
import { AwsError } from '../../../local/kernel.ts';

/** An event pattern with what AWS said of one event. */
export interface RecordedVerdict {
  readonly name: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly pattern: unknown;
  readonly expected: boolean | 'error';
  readonly aws_error: string | null;
}

/**
 * Match a pattern and say how the verdict differs from the recorded one: a match, none, or a refusal of the pattern.
 *
 * @returns undefined when nothing differs
 */
export const compareVerdict = (recorded: RecordedVerdict): string | undefined => {
  const verdict = verdictOn(recorded);
  const isAsRecorded = recorded.expected === 'error' ? typeof verdict === 'string' : verdict === recorded.expected;
  return isAsRecorded ? undefined : `verdict is ${verdict}, recorded is ${recorded.expected}`;
};

/** How the words of a refusal differ from AWS's; undefined when they do not, or when nothing is refused. */
export const compareWords = (recorded: RecordedVerdict): string | undefined => {
  const verdict = verdictOn(recorded);
  if (recorded.expected !== 'error' || typeof verdict !== 'string' || recorded.aws_error === null) return undefined;
  const words = withoutPlace(recorded.aws_error);
  return verdict === words ? undefined : `is refused with "${verdict}", recorded is "${words}"`;
};

const verdictOn = ({ pattern, event }: RecordedVerdict): boolean | string => {
  try {
    return compilePattern(pattern).matches(expandDottedKeys(event));
  } catch (thrown) {
    if (thrown instanceof AwsError) return thrown.message;
    throw thrown;
  }
};

/** AWS adds where in the JSON text the error is; a parsed pattern has no such place. */
const withoutPlace = (message: string): string => message.replace(/\n at \[Source: .*$/s, '');
