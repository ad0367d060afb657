import { describe, expect, it } from 'vitest';
import { createEmbeddedDynamoDb, key } from '../embedded-dynamodb.ts';

const ITEM = {
  ...key('order'),
  title: { S: 'hello' },
  count3: { N: '3' },
  bytes: { B: new Uint8Array([1, 2, 3]) },
  flag: { BOOL: true },
  nothing: { NULL: true },
  tags: { SS: ['red', 'blue'] },
  numbers: { NS: ['1', '2'] },
  blobs: { BS: [new Uint8Array([9])] },
  entries: { L: [{ S: 'x' }, { M: { price: { N: '10' } } }] },
  address: { M: { city: { S: 'Rome' }, zip: { S: '00100' } } },
};

const VALUES = {
  ':hello': { S: 'hello' },
  ':hell': { S: 'hell' },
  ':ell': { S: 'ell' },
  ':two': { N: '2' },
  ':three': { N: '3.0' },
  ':four': { N: '4' },
  ':red': { S: 'red' },
  ':x': { S: 'x' },
  ':ten': { N: '10' },
  ':SS': { S: 'SS' },
  ':S': { S: 'S' },
  ':one': { N: '1' },
  ':bytes': { B: new Uint8Array([1, 2]) },
  ':nine': { B: new Uint8Array([9]) },
  ':blueRed': { SS: ['blue', 'red'] },
  ':city': { M: { zip: { S: '00100' }, city: { S: 'Rome' } } },
  ':true': { BOOL: true },
};

const embedded = createEmbeddedDynamoDb();
await embedded.call('PutItem', { TableName: 'orders', Item: ITEM });

/** Only the values that an expression uses may be sent. */
const valuesIn = (expression: string) => {
  const used = Object.entries(VALUES).filter(([name]) => new RegExp(`${name}\\b`).test(expression));
  return used.length === 0 ? {} : { ExpressionAttributeValues: Object.fromEntries(used) };
};

const check = (expression: string, more: object = {}) =>
  embedded.refusal('PutItem', {
    TableName: 'orders',
    Item: ITEM,
    ConditionExpression: expression,
    ...valuesIn(expression),
    ...more,
  });

describe('a condition holds', () => {
  it.each([
    'title = :hello',
    'title <> :hell',
    'count3 = :three',
    'count3 > :two',
    'count3 >= :three',
    'count3 < :four',
    'count3 <= :three',
    'absent <> :two',
    'NOT absent = :two',
    'NOT absent < :two',
    'count3 BETWEEN :two AND :four',
    'count3 between :three and :three',
    'title IN (:red, :hello)',
    'count3 in (:two, :three)',
    'attribute_exists(title)',
    'attribute_exists(address.city)',
    'attribute_exists(entries[1].price)',
    'attribute_not_exists(absent)',
    'attribute_not_exists(entries[7])',
    'attribute_not_exists(address.city.street)',
    'attribute_not_exists(#0)',
    'attribute_type(tags, :SS)',
    'attribute_type(title, :S)',
    'begins_with(title, :hell)',
    'begins_with(bytes, :bytes)',
    'contains(title, :ell)',
    'contains(tags, :red)',
    'contains(numbers, :two)',
    'contains(blobs, :nine)',
    'contains(entries, :x)',
    'contains(bytes, :bytes)',
    'size(title) > :four',
    'size(bytes) = :three',
    'size(tags) = :two',
    'size(entries) = :two',
    'size(address) = :two',
    'size(blobs) = :one',
    'entries[1].price = :ten',
    'tags = :blueRed',
    'address = :city',
    'flag = :true',
    'title = :red OR count3 = :three',
    'title = :hello AND count3 = :three',
    'title = :hello OR title = :hell AND title = :red',
    'NOT title = :red AND NOT count3 = :two',
    '(title = :red OR count3 = :three) AND flag = :true',
    '(count3) > (:two)',
    'NOT (title = :red)',
  ])('%s', async (expression) => {
    const more = expression.includes('#0') ? { ExpressionAttributeNames: { '#0': 'constructor' } } : {};
    expect(await check(expression, more)).toBe('accepted');
  });
});

describe('a condition does not hold', () => {
  it.each([
    'title = :red',
    'absent = :two',
    'absent < :two',
    'NOT absent <> :two',
    'count3 = :S',
    'count3 < :S',
    'absent BETWEEN :two AND :four',
    'attribute_exists(absent)',
    'attribute_not_exists(title)',
    'attribute_type(title, :SS)',
    'attribute_type(absent, :S)',
    'begins_with(title, :ell)',
    'begins_with(count3, :S)',
    'contains(tags, :ell)',
    'contains(numbers, :red)',
    'size(absent) = :two',
    'size(count3) = :two',
    '(title = :hello OR title = :hell) AND title = :red',
    'NOT (title = :red OR count3 = :three)',
  ])('%s', async (expression) => {
    expect(await check(expression)).toBe('The conditional request failed');
  });
});

describe('a condition is refused', () => {
  it.each([
    { expression: '', message: 'The expression can not be empty;' },
    { expression: 'a = ', message: 'Syntax error; token: "<EOF>", near: "= "' },
    { expression: 'a > 4', message: 'Syntax error; token: "4", near: "> 4"' },
    { expression: 'a in :b', message: 'Syntax error; token: ":b", near: "in :b"' },
    { expression: 'a in (b,c,)', message: 'Syntax error; token: ")", near: ",)"' },
    { expression: 'a > between', message: 'Syntax error; token: "between", near: "> between"' },
    { expression: '_a = b', message: 'Syntax error; token: "_", near: "_a"' },
    { expression: 'a-b = c', message: 'Syntax error; token: "-", near: "a-b"' },
    { expression: 'a', message: 'Syntax error; token: "<EOF>", near: "a"' },
    { expression: 'b[:a] > a', message: 'Syntax error; token: ":a", near: "[:a]"' },
    { expression: 'size(a)[0] > a', message: 'Syntax error; token: "[", near: ")[0"' },
    { expression: 'a = ((b))', message: 'The expression has redundant parentheses;' },
    { expression: 'a = b AND ((c = d))', message: 'The expression has redundant parentheses;' },
    { expression: 'exists(a)', message: 'Invalid function name; function: exists' },
    { expression: 'Attribute_Exists(a)', message: 'Invalid function name; function: Attribute_Exists' },
    {
      expression: 'size(a)',
      message: 'The function is not allowed to be used this way in an expression; function: size',
    },
    {
      expression: 'attribute_exists(a) = b',
      message: 'The function is not allowed to be used this way in an expression; function: attribute_exists',
    },
    { expression: 'status = :two', message: 'Attribute name is a reserved keyword; reserved keyword: status' },
    { expression: 'a.Count = :two', message: 'Attribute name is a reserved keyword; reserved keyword: Count' },
    {
      expression: '#a = :two',
      message: 'An expression attribute name used in the document path is not defined; attribute name: #a',
    },
    {
      expression: 'a = :undefined',
      message: 'An expression attribute value used in expression is not defined; attribute value: :undefined',
    },
    {
      expression: 'a BETWEEN :two AND :hello AND b = :undefined',
      message:
        'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {S:hello}',
    },
    {
      expression: 'b = :undefined AND a BETWEEN :two AND :hello',
      message: 'An expression attribute value used in expression is not defined; attribute value: :undefined',
    },
    {
      expression: 'begins_with(a)',
      message:
        'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    },
    {
      expression: 'attribute_exists(:two)',
      message: 'Operator or function requires a document path; operator or function: attribute_exists',
    },
    {
      expression: 'begins_with(a, :two)',
      message: 'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    },
    {
      expression: 'a < :true',
      message: 'Incorrect operand type for operator or function; operator: <, operand type: BOOL',
    },
    {
      expression: 'size(:true) = :two',
      message: 'Incorrect operand type for operator or function; operator or function: size, operand type: BOOL',
    },
    {
      expression: 'attribute_type(a, :red)',
      message: 'Invalid attribute type name found; type: red, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    },
    {
      expression: 'a.b = a.b',
      message:
        'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a, b]',
    },
    {
      expression: 'a BETWEEN :four AND :two',
      message:
        'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:4}, upper bound operand: AttributeValue: {N:2}',
    },
    {
      expression: 'a BETWEEN :two AND :S',
      message:
        'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {S:S}',
    },
  ])('$expression', async ({ expression, message }) => {
    expect(await check(expression)).toBe(`Invalid ConditionExpression: ${message}`);
  });

  it.each([
    {
      when: 'a name is not used',
      more: { ExpressionAttributeNames: { '#a': 'a', '#b': 'b' } },
      message: 'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}',
    },
    {
      when: 'a value is not used',
      more: { ExpressionAttributeValues: { ':z': { S: 'z' } } },
      message: 'Value provided in ExpressionAttributeValues unused in expressions: keys: {:z}',
    },
    {
      when: 'there are no names',
      more: { ExpressionAttributeNames: {} },
      message: 'ExpressionAttributeNames must not be empty',
    },
    {
      when: 'there are no values',
      more: { ExpressionAttributeValues: {} },
      message: 'ExpressionAttributeValues must not be empty',
    },
    {
      when: 'a name lacks its #',
      more: { ExpressionAttributeNames: { a: 'a' } },
      message: 'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
    },
    {
      when: 'a value lacks its :',
      more: { ExpressionAttributeValues: { b: { S: 'a' } } },
      message: 'ExpressionAttributeValues contains invalid key: Syntax error; key: "b"',
    },
    {
      when: 'a value is not valid',
      more: { ExpressionAttributeValues: { ':b': { N: 'x' } } },
      message:
        'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :b',
    },
  ])('when $when', async ({ more, message }) => {
    expect(await check('attribute_exists(title)', more)).toBe(message);
  });

  it('when values are given and no expression', async () => {
    const input = { TableName: 'orders', Item: ITEM, ExpressionAttributeValues: { ':a': { S: 'a' } } };
    expect(await embedded.refusal('PutItem', input)).toBe(
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    );
    expect(await embedded.refusal('UpdateItem', { ...input, Item: undefined, Key: key('order') })).toBe(
      'ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and ConditionExpression are null',
    );
  });

  it('when names are given and no expression', async () => {
    const input = { TableName: 'orders', Key: key('order'), ExpressionAttributeNames: { '#a': 'a' } };
    expect(await embedded.refusal('GetItem', input)).toBe(
      'ExpressionAttributeNames can only be specified when using expressions',
    );
  });
});
