import { describe, expect, it } from 'vitest';
import { createEmbeddedDynamoDb, key } from '../embedded-dynamodb.ts';

const BEFORE = {
  n: { N: '10' },
  s: { S: 'text' },
  tags: { SS: ['a', 'b'] },
  numbers: { NS: ['1', '2'] },
  things: { L: [{ S: 'zero' }, { S: 'one' }, { S: 'two' }, { S: 'three' }] },
  doc: { M: { part: { M: { deep: { N: '1' } } }, rest: { S: 'o' } } },
};

const update = async (UpdateExpression: string, values?: object, names?: object) => {
  const { call } = createEmbeddedDynamoDb();
  await call('PutItem', { TableName: 'orders', Item: { ...key('order'), ...BEFORE } });
  const { Attributes } = await call('UpdateItem', {
    TableName: 'orders',
    Key: key('order'),
    UpdateExpression,
    ...(values !== undefined && { ExpressionAttributeValues: values }),
    ...(names !== undefined && { ExpressionAttributeNames: names }),
    ReturnValues: 'ALL_NEW',
  });
  return Attributes;
};

describe('an update', () => {
  it.each([
    {
      does: 'sets an attribute',
      expression: 'SET x = :v',
      values: { ':v': { S: 'new' } },
      changed: { x: { S: 'new' } },
    },
    { does: 'copies an attribute', expression: 'SET x = s', changed: { x: { S: 'text' } } },
    { does: 'adds', expression: 'SET n = n + :v', values: { ':v': { N: '0.5' } }, changed: { n: { N: '10.5' } } },
    { does: 'subtracts', expression: 'SET n = :v - n', values: { ':v': { N: '3' } }, changed: { n: { N: '-7' } } },
    { does: 'takes a sum in parentheses', expression: 'SET n = (n + n)', changed: { n: { N: '20' } } },
    {
      does: 'keeps what exists with if_not_exists',
      expression: 'SET n = if_not_exists(n, :v)',
      values: { ':v': { N: '1' } },
      changed: {},
    },
    {
      does: 'takes the default with if_not_exists',
      expression: 'SET x = if_not_exists(x, :v) + :v',
      values: { ':v': { N: '1' } },
      changed: { x: { N: '2' } },
    },
    {
      does: 'appends to a list',
      expression: 'SET x = list_append(if_not_exists(x, :v), :v)',
      values: { ':v': { L: [{ N: '1' }] } },
      changed: { x: { L: [{ N: '1' }, { N: '1' }] } },
    },
    {
      does: 'sets in a map',
      expression: 'SET doc.part.deep = :v, doc.added = :v',
      values: { ':v': { N: '2' } },
      changed: { doc: { M: { part: { M: { deep: { N: '2' } } }, rest: { S: 'o' }, added: { N: '2' } } } },
    },
    {
      does: 'sets an element of a list',
      expression: 'SET things[1] = :v',
      values: { ':v': { N: '1' } },
      changed: { things: { L: [{ S: 'zero' }, { N: '1' }, { S: 'two' }, { S: 'three' }] } },
    },
    {
      does: 'appends elements beyond the end in the order of their indexes',
      expression: 'SET things[9] = :nine, things[7] = :seven',
      values: { ':nine': { N: '9' }, ':seven': { N: '7' } },
      changed: { things: { L: [...BEFORE.things.L, { N: '7' }, { N: '9' }] } },
    },
    {
      does: 'removes by the old indexes',
      expression: 'REMOVE things[0], s, things[2]',
      changed: { s: undefined, things: { L: [{ S: 'one' }, { S: 'three' }] } },
    },
    {
      does: 'sets by the old indexes before it removes',
      expression: 'REMOVE things[0] SET things[1] = :v',
      values: { ':v': { N: '1' } },
      changed: { things: { L: [{ N: '1' }, { S: 'two' }, { S: 'three' }] } },
    },
    { does: 'ignores removing what is not there', expression: 'REMOVE x, doc.nothing, things[99]', changed: {} },
    {
      does: 'removes from a map',
      expression: 'REMOVE doc.part.deep',
      changed: { doc: { M: { part: { M: {} }, rest: { S: 'o' } } } },
    },
    { does: 'adds to a number', expression: 'ADD n :v', values: { ':v': { N: '-3' } }, changed: { n: { N: '7' } } },
    { does: 'adds to nothing', expression: 'ADD x :v', values: { ':v': { N: '5' } }, changed: { x: { N: '5' } } },
    {
      does: 'unites sets',
      expression: 'ADD tags :v',
      values: { ':v': { SS: ['b', 'c'] } },
      changed: { tags: { SS: ['a', 'b', 'c'] } },
    },
    {
      does: 'deletes members of a set',
      expression: 'DELETE tags :v',
      values: { ':v': { SS: ['b', 'z'] } },
      changed: { tags: { SS: ['a'] } },
    },
    {
      does: 'removes a set with its last member',
      expression: 'DELETE numbers :v',
      values: { ':v': { NS: ['1.0', '2'] } },
      changed: { numbers: undefined },
    },
    {
      does: 'takes all operands from the old item',
      expression: 'SET s = n, n = s',
      changed: { s: { N: '10' }, n: { S: 'text' } },
    },
    {
      does: 'has all sections at once, in any case',
      expression: 'remove s add n :one set #x.#y = :one delete tags :tag',
      values: { ':one': { N: '1' }, ':tag': { SS: ['a'] } },
      names: { '#x': 'doc', '#y': 'a.b' },
      changed: {
        s: undefined,
        n: { N: '11' },
        tags: { SS: ['b'] },
        doc: { M: { ...BEFORE.doc.M, 'a.b': { N: '1' } } },
      },
    },
  ])('$does', async ({ expression, values, names, changed }) => {
    const expected = { ...key('order'), ...BEFORE, ...changed };
    expect(await update(expression, values, names)).toEqual(expected);
  });

  it('creates the item that is missing', async () => {
    const { call } = createEmbeddedDynamoDb();
    await call('UpdateItem', { TableName: 'orders', Key: key('new') });
    expect(await call('GetItem', { TableName: 'orders', Key: key('new') })).toEqual({ Item: key('new') });
  });
});

describe('an update is refused', () => {
  const values = {
    ':s': { S: 'a' },
    ':n': { N: '1' },
    ':l': { L: [] },
    ':ss': { SS: ['a'] },
    ':ns': { NS: ['1'] },
    ':empty': { S: '' },
  };
  const invalid = (problem: string): string => `Invalid UpdateExpression: ${problem}`;
  const wrongPath = 'The document path provided in the update expression is invalid for update';
  const wrongType = 'An operand in the update expression has an incorrect data type';
  const absent = 'The provided expression refers to an attribute that does not exist in the item';
  it.each([
    { expression: '', message: invalid('The expression can not be empty;') },
    { expression: 'whatever', message: invalid('Syntax error; token: "whatever", near: "whatever"') },
    { expression: 'SET x = list_append(things, 0)', message: invalid('Syntax error; token: "0", near: ", 0)"') },
    { expression: 'SET a', message: invalid('Syntax error; token: "<EOF>", near: "a"') },
    { expression: 'SET a = b + c + d', message: invalid('Syntax error; token: "+", near: "c + d"') },
    { expression: 'REMOVE a b', message: invalid('Syntax error; token: "b", near: "a b"') },
    { expression: 'ADD a b', message: invalid('Syntax error; token: "b", near: "a b"') },
    {
      expression: 'SET a = :n SET b = :n',
      message: invalid('The "SET" section can only be used once in an update expression;'),
    },
    { expression: 'SET a = contains(b, c)', message: invalid('Invalid function name; function: contains') },
    {
      expression: 'REMOVE Absolute',
      message: invalid('Attribute name is a reserved keyword; reserved keyword: Absolute'),
    },
    {
      expression: 'SET doc.part = :n REMOVE doc',
      message: invalid(
        'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [doc, part], path two: [doc]',
      ),
    },
    {
      expression: 'SET doc.part = :n, doc[1] = :n',
      message: invalid(
        'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [doc, part], path two: [doc, [1]]',
      ),
    },
    {
      expression: 'ADD n :s',
      message: invalid('Incorrect operand type for operator or function; operator: ADD, operand type: STRING'),
    },
    {
      expression: 'DELETE n :n',
      message: invalid('Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER'),
    },
    {
      expression: 'SET a = if_not_exists(b)',
      message: invalid(
        'Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1',
      ),
    },
    {
      expression: 'SET a = if_not_exists(:n, b)',
      message: invalid('Operator or function requires a document path; operator or function: if_not_exists'),
    },
    {
      expression: 'SET a = n + :s',
      message: invalid('Incorrect operand type for operator or function; operator or function: +, operand type: S'),
    },
    {
      expression: 'SET a = list_append(things, :n)',
      message: invalid(
        'Incorrect operand type for operator or function; operator or function: list_append, operand type: N',
      ),
    },
    { expression: 'SET a = gone', message: absent },
    { expression: 'SET a = gone + :n', message: absent },
    { expression: 'SET a = s + :n', message: wrongType },
    { expression: 'SET a = list_append(s, :l)', message: wrongType },
    { expression: 'SET a = list_append(s, gone)', message: wrongType },
    { expression: 'SET a = list_append(gone, s)', message: absent },
    { expression: 'ADD s :n', message: wrongType },
    { expression: 'ADD tags :ns', message: wrongType },
    { expression: 'DELETE n :ss', message: wrongType },
    { expression: 'SET gone.a = :n', message: wrongPath },
    { expression: 'SET s.a = :n', message: wrongPath },
    { expression: 'SET doc[0] = :n', message: wrongPath },
    { expression: 'SET things.a = :n', message: wrongPath },
    { expression: 'REMOVE gone.a', message: wrongPath },
    {
      expression: 'SET pk = :s',
      message:
        'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
    },
    {
      expression: 'REMOVE sk',
      message:
        'One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key',
    },
    {
      expression: 'SET dueKind = :n',
      message:
        'One or more parameter values were invalid: Type mismatch for Index Key dueKind Expected: S Actual: N IndexName: due',
    },
    {
      expression: 'SET dueKind = n',
      message: 'The update expression attempted to update the secondary index key to unsupported type',
    },
    // Of several mistakes the first one's is told.
    {
      expression: 'SET dueKind = n, gone.a = :n',
      message: 'The update expression attempted to update the secondary index key to unsupported type',
    },
    { expression: 'SET gone.a = :n, dueKind = n', message: wrongPath },
    {
      expression: 'SET x = :gone, y = #gone',
      message: invalid('An expression attribute name used in the document path is not defined; attribute name: #gone'),
    },
    {
      expression: 'SET dueKind.a = :n',
      message:
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: dueKind",
    },
    {
      expression: 'SET dueKind = :empty',
      message:
        'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
    },
  ])('$expression', async ({ expression, message }) => {
    const used = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(expression));
    const given = used.length === 0 ? undefined : Object.fromEntries(used);
    await expect(update(expression, given)).rejects.toThrow(expect.objectContaining({ message }));
  });
});
