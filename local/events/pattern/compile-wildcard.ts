import { refusePattern } from './refuse-pattern.ts';

/**
 * A wildcard pattern as the literal texts between its `*`: `a*b` is `['a', 'b']`. A backslash escapes `*` and itself.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching
 *
 * @throws `AwsError` InvalidEventPatternException
 */
export const parseWildcard = (pattern: string): readonly string[] => {
  const literals = [''];
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern.charAt(index);
    const next = pattern.charAt(index + 1);
    // AWS counts positions in the quoted text, so one further.
    if (char === '*' && next === '*') refusePattern(`Consecutive wildcard characters at pos ${index + 1}`);
    if (char === '*') {
      literals.push('');
    } else if (char !== '\\') {
      literals.push(literals.pop() + char);
    } else if (next === '*' || next === '\\') {
      literals.push(literals.pop() + next);
      index++;
    } else {
      refusePattern(`Invalid escape character at pos ${index + 1}`);
    }
  }
  return literals;
};

/** Whether a text consists of these literals with anything between them. */
export const compileWildcard = (literals: readonly string[]): ((text: string) => boolean) => {
  const [head = '', ...rest] = literals;
  if (rest.length === 0) return (text) => text === head;
  const tail = rest.pop() ?? '';
  return (text) => {
    if (!text.startsWith(head) || !text.endsWith(tail)) return false;
    const end = text.length - tail.length;
    let from = head.length;
    // The leftmost place of each literal leaves the most room for the ones after it.
    for (const literal of rest) {
      const at = text.indexOf(literal, from);
      if (at < 0) return false;
      from = at + literal.length;
    }
    return from <= end;
  };
};
