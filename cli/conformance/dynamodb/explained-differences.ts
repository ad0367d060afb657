import type { Difference } from './difference.ts';

/** An answer that both mean, and that no document words: each rule holds the very texts against each other. */
interface Rule {
  readonly name: string;
  /** Where it is said, as far as it is. */
  readonly document: string;
  readonly explains: (difference: Difference) => boolean;
}

const AWS = 'https://docs.aws.amazon.com/amazondynamodb/latest';

const RULES: readonly Rule[] = [
  {
    name: 'a syntax error is told by its token and what is near it',
    document: 'https://github.com/aws/aws-cdk/issues/7591',
    explains: ({ call, embedded, dynalite }) => {
      const [, expression = '', token = '', near = ''] =
        /^Invalid (\w+): Syntax error; token: "(.*)", near: "(.*)"$/s.exec(messageOf(embedded)) ?? [];
      return (
        messageOf(dynalite).startsWith(`Invalid ${expression}: Syntax error; Expected `) &&
        String((call.input as Readonly<Record<string, unknown>>)[expression]).includes(near) &&
        (token === '<EOF>' ? endsWith(call.input, expression, near) : near.includes(token))
      );
    },
  },
  {
    name: 'a key cannot be empty, told in the words for a key that is put',
    document: `${AWS}/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes`,
    explains: ({ embedded, dynalite }) => {
      const empty = 'The AttributeValue for a key attribute cannot contain an empty';
      const [, problem] = messageOf(embedded).split('One or more parameter values are not valid. ');
      return (
        problem?.startsWith(empty) === true &&
        messageOf(dynalite) === `One or more parameter values were invalid: ${problem}`
      );
    },
  },
  {
    name: 'of several paths in conflict one pair is told; which one is not documented',
    document: `${AWS}/developerguide/Expressions.UpdateExpressions.html`,
    explains: ({ embedded, dynalite }) =>
      isPairInConflict(messageOf(embedded)) && isPairInConflict(messageOf(dynalite)),
  },
  {
    name: 'Attributes hold what was updated; whether they are there when that is nothing is not documented',
    document: `${AWS}/APIReference/API_UpdateItem.html#API_UpdateItem_ResponseElements`,
    explains: ({ call, embedded, dynalite }) =>
      'ReturnValues' in call.input &&
      /^UPDATED_/.test(String(call.input.ReturnValues)) &&
      JSON.stringify(embedded) === '{}' &&
      JSON.stringify(dynalite) === '{"Attributes":{}}',
  },
];

/** The rule that explains a difference, with its document; undefined when none does. */
export const explain = (difference: Difference): string | undefined => {
  const rule = RULES.find(({ explains }) => explains(difference));
  return rule && `${rule.name} (${rule.document})`;
};

const messageOf = (answer: unknown): string => String((answer as { readonly message?: unknown }).message ?? '');

const endsWith = (input: object, expression: string, near: string): boolean =>
  String((input as Readonly<Record<string, unknown>>)[expression]).endsWith(near);

/** Whether the message names two paths that are in each other's way as it says. */
const isPairInConflict = (message: string): boolean => {
  const told = /Two document paths (overlap|conflict) with each other; .*path one: \[(.*)\], path two: \[(.*)\]$/.exec(
    message,
  );
  if (told === null) return false;
  const [first = [], second = []] = told.slice(2).map((path) => path.split(', '));
  const parting = first.findIndex((step, index) => step !== second[index]);
  const [one, other] = [first[parting], second[parting]];
  if (one === undefined || other === undefined) return told[1] === 'overlap';
  return told[1] === 'conflict' && one.startsWith('[') !== other.startsWith('[');
};
