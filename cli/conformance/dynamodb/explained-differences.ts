import type { Difference } from './difference.ts';
import type { DynamoDbCall } from './things-table.ts';

/** A difference in which dynalite is not as DynamoDB is documented to be. */
interface Rule {
  readonly name: string;
  /** Where that is said. */
  readonly document: string;
  readonly explains: (difference: Difference) => boolean;
}

const AWS = 'https://docs.aws.amazon.com/amazondynamodb/latest';
const OPERATORS = `${AWS}/developerguide/Expressions.OperatorsAndFunctions.html`;
const SELECT = `${AWS}/APIReference/API_Query.html#DDB-Query-request-Select`;

const messageOf = (answer: unknown): string => String((answer as { readonly message?: unknown }).message ?? '');

const textOf = ({ input }: DynamoDbCall): string => JSON.stringify(input);

const conditionOf = ({ input }: DynamoDbCall): string => {
  const { ConditionExpression = '', FilterExpression = '' } = input as Readonly<Record<string, unknown>>;
  return `${ConditionExpression} ${FilterExpression}`;
};

const hasValue = ({ input }: DynamoDbCall, pattern: RegExp): boolean =>
  'ExpressionAttributeValues' in input && pattern.test(JSON.stringify(input.ExpressionAttributeValues));

/** Which expression of the request an error speaks of. */
const expressionOf = (answer: unknown): string | undefined => /^Invalid (\w+Expression):/.exec(messageOf(answer))?.[1];

/** What dynalite does not hold against its like. */
const UNCOMPARED = /"(M|L)":|"BOOL":false|"S":""|"B":\{"type":"Buffer","data":\[\]/;

/** Whether one of the two refused the call as not valid. */
const isRefused = ({ embedded, dynalite }: Difference): boolean =>
  [embedded, dynalite].some((answer) => JSON.stringify(answer).includes('ValidationException'));

const RULES: readonly Rule[] = [
  {
    name: 'a literal operand that has no order is refused by < <= > >= BETWEEN',
    document: 'https://github.com/ExtendDB/extenddb/pull/216',
    explains: ({ embedded }) =>
      /Incorrect operand type for operator or function; operator: (<|<=|>|>=|BETWEEN), /.test(messageOf(embedded)),
  },
  {
    name: 'Select goes with ProjectionExpression only as SPECIFIC_ATTRIBUTES',
    document: SELECT,
    explains: ({ embedded }) => messageOf(embedded).startsWith('Cannot specify the ProjectionExpression when choosing'),
  },
  {
    name: 'ALL_PROJECTED_ATTRIBUTES is allowed only with an index',
    document: SELECT,
    explains: ({ embedded }) => messageOf(embedded).includes('ALL_PROJECTED_ATTRIBUTES can be used only when Querying'),
  },
  {
    name: 'a local index fetches what is asked for and not projected',
    document: SELECT,
    explains: ({ call: { input } }) =>
      'IndexName' in input && input.IndexName === 'byWeight' && 'ProjectionExpression' in input,
  },
  {
    name: 'a syntax error is told by its token and what is near it',
    document: 'https://github.com/aws/aws-cdk/issues/7591',
    explains: ({ embedded, dynalite }) =>
      messageOf(embedded).includes('Syntax error; token:') && expressionOf(embedded) === expressionOf(dynalite),
  },
  {
    name: 'a key of a table or an index cannot be empty; in which words that is told is not documented',
    document: `${AWS}/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes`,
    explains: ({ embedded }) => messageOf(embedded).includes('key attribute cannot contain an empty'),
  },
  {
    name: 'NOT may stand before any condition, and so before NOT',
    document: `${OPERATORS}#Expressions.OperatorsAndFunctions.Syntax`,
    explains: ({ call, dynalite }) => textOf(call).includes('NOT NOT') && messageOf(dynalite).includes('Syntax error'),
  },
  {
    name: 'values of every type are compared, empty ones among them',
    document: OPERATORS,
    explains: ({ call }) => / (=|<>|<=?|>=?|BETWEEN|IN) /.test(conditionOf(call)) && hasValue(call, UNCOMPARED),
  },
  {
    name: 'what SET copies is not changed by ADD and DELETE on what it was copied from',
    document: `${AWS}/developerguide/Expressions.UpdateExpressions.html`,
    explains: (difference) => /"SET [^"]+ (ADD|DELETE) /.test(textOf(difference.call)) && !isRefused(difference),
  },
  {
    name: 'contains finds an element of every type, and bytes among bytes',
    document: OPERATORS,
    explains: ({ call }) => textOf(call).includes('contains(') && hasValue(call, /"(NULL|B|BOOL|L|M)":/),
  },
  {
    name: 'the size of an empty value is 0',
    document: OPERATORS,
    explains: (difference) => textOf(difference.call).includes('size(') && !isRefused(difference),
  },
  {
    name: 'attribute_type knows empty text, no bytes and false by their types',
    document: OPERATORS,
    explains: ({ call }) => textOf(call).includes('attribute_type(') && hasValue(call, /"S":"(S|B|BOOL)"/),
  },
  {
    name: 'of several paths in conflict one pair is told; which one is not documented',
    document: `${AWS}/developerguide/Expressions.UpdateExpressions.html`,
    explains: (difference) =>
      [difference.embedded, difference.dynalite].every((answer) =>
        /Two document paths (overlap|conflict) with each other/.test(messageOf(answer)),
      ),
  },
  {
    name: 'a number has at most 38 digits',
    document: `${AWS}/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number`,
    explains: ({ embedded }) => messageOf(embedded).includes('more than 38 significant digits'),
  },
  {
    name: 'Attributes hold what is returned; whether they are there when that is nothing is not documented',
    document: `${AWS}/APIReference/API_UpdateItem.html#API_UpdateItem_ResponseElements`,
    explains: ({ embedded, dynalite }) =>
      JSON.stringify(embedded) === '{}' && JSON.stringify(dynalite) === '{"Attributes":{}}',
  },
];

/** The rule that explains a difference, with its document; undefined when none does. */
export const explain = (difference: Difference): string | undefined => {
  const rule = RULES.find(({ explains }) => explains(difference));
  return rule && `${rule.name} (${rule.document})`;
};
