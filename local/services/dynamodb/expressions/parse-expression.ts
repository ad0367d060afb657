import type { ExpressionKind } from './invalid-expression.ts';
import { parseCondition } from './parse-condition.ts';
import { parseProjection } from './parse-projection.ts';
import { parseUpdate } from './parse-update.ts';
import type { Condition, Operand, Parsed } from './syntax.ts';

/** A program uses few expressions; only tests with random ones ever get here. */
const REMEMBERED_MAX = 2000;

/** Parse each text once. Parsed expressions hold placeholders and no values, so all tables and callers may share them. */
const remember = <Syntax>(parse: (text: string) => Parsed<Syntax>) => {
  const parsedByText = new Map<string, Parsed<Syntax>>();
  return (text: string): Parsed<Syntax> => {
    const known = parsedByText.get(text);
    if (known !== undefined) return known;
    const parsed = parse(text);
    if (parsedByText.size >= REMEMBERED_MAX) parsedByText.clear();
    parsedByText.set(text, parsed);
    return parsed;
  };
};

type ConditionKind = Exclude<ExpressionKind, 'ProjectionExpression' | 'UpdateExpression'>;

/** The expressions of the API by the parameter that holds them. @throws `ValidationException` in AWS's words */
export const parseExpression = {
  ConditionExpression: remember((text) => parseCondition('ConditionExpression', text)),
  FilterExpression: remember((text) => parseCondition('FilterExpression', text)),
  KeyConditionExpression: remember((text) => parseCondition('KeyConditionExpression', text)),
  ProjectionExpression: remember(parseProjection),
  UpdateExpression: remember(parseUpdate),
} satisfies Readonly<Record<ConditionKind, (text: string) => Parsed<Condition<Operand>>>> &
  Readonly<Record<string, unknown>>;
