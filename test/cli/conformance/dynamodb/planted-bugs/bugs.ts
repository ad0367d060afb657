/** A mistake in the embedded DynamoDB: `found` stands exactly once in the file, and `put` instead is wrong. */
export interface Bug {
  readonly what: string;
  /** Below local/services/dynamodb/. */
  readonly file: string;
  readonly found: string;
  readonly put: string;
}

const MEETS = 'expressions/meets-condition.ts';
const APPLY = 'expressions/apply-update.ts';
const BIND = 'expressions/bind-condition.ts';
const EQUAL = 'values/compare-values.ts';
const READ = 'reads/plan-read.ts';

/** One beside each mend and each rule of cli/conformance/dynamodb, and one in each function and operator. */
export const BUGS: readonly Bug[] = [
  // Values of every type are compared.
  {
    what: '= of lists looks at their lengths',
    file: EQUAL,
    found:
      'left.length === right.length && left.every((value, index) => isEqual(value, right[index] as AttributeValue))',
    put: 'left.length === right.length',
  },
  {
    what: '= of maps looks at their names',
    file: EQUAL,
    found: 'return other !== undefined && isEqual(left[name] as AttributeValue, other)',
    put: 'return other !== undefined',
  },
  {
    what: '= takes false for true',
    file: EQUAL,
    found: "'BOOL' in right && left.BOOL === right.BOOL",
    put: "'BOOL' in right",
  },
  {
    what: '= of sets asks for one order',
    file: EQUAL,
    found: 'return right.every((member) => members.has(member))',
    put: 'return right.every((member, index) => members.has(member) && left[index] === member)',
  },
  {
    what: '= takes empty text for none',
    file: MEETS,
    found: 'left !== undefined && right !== undefined && isEqual(left, right)',
    put: "left !== undefined && right !== undefined && !('S' in left && left.S === '') && isEqual(left, right)",
  },
  {
    what: '<> holds of nothing that is absent',
    file: MEETS,
    found: 'left === undefined || right === undefined || !isEqual(left, right)',
    put: 'left !== undefined && right !== undefined && !isEqual(left, right)',
  },
  { what: '< is <=', file: MEETS, found: '(order(left, right) ?? 0) < 0', put: '(order(left, right) ?? 1) <= 0' },
  { what: '<= is <', file: MEETS, found: '(order(left, right) ?? 1) <= 0', put: '(order(left, right) ?? 1) < 0' },
  { what: '> is >=', file: MEETS, found: '(order(left, right) ?? 0) > 0', put: '(order(left, right) ?? -1) >= 0' },
  { what: '>= is >', file: MEETS, found: '(order(left, right) ?? -1) >= 0', put: '(order(left, right) ?? -1) > 0' },
  {
    what: 'BETWEEN leaves the upper bound out',
    file: MEETS,
    found: "COMPARATORS['<='](operand",
    put: "COMPARATORS['<'](operand",
  },
  {
    what: 'IN looks at the first candidate',
    file: MEETS,
    found: 'condition.candidates.some(',
    put: 'condition.candidates.slice(0, 1).some(',
  },
  {
    what: 'AND is OR',
    file: MEETS,
    found: 'return meetsCondition(condition.left, item) && meetsCondition(condition.right, item)',
    put: 'return meetsCondition(condition.left, item) || meetsCondition(condition.right, item)',
  },
  {
    what: 'NOT does nothing',
    file: MEETS,
    found: 'return !meetsCondition(condition.condition, item)',
    put: 'return meetsCondition(condition.condition, item)',
  },
  {
    what: 'NOT NOT is NOT',
    file: MEETS,
    found: 'return !meetsCondition(condition.condition, item)',
    put: "return !meetsCondition(condition.condition.kind === 'not' ? condition.condition.condition : condition.condition, item)",
  },
  // Functions of conditions.
  {
    what: 'attribute_exists takes NULL for nothing',
    file: MEETS,
    found: 'path !== undefined && operandOf(path, item) !== undefined',
    put: "path !== undefined && operandOf(path, item) !== undefined && !('NULL' in (operandOf(path, item) as object))",
  },
  {
    what: 'attribute_not_exists finds no empty text',
    file: MEETS,
    found: 'path !== undefined && operandOf(path, item) === undefined',
    put: "path !== undefined && (operandOf(path, item) === undefined || (operandOf(path, item) as { S?: string }).S === '')",
  },
  {
    what: 'attribute_type does not know NULL',
    file: MEETS,
    found: 'textOfScalar(type.value) in value',
    put: "textOfScalar(type.value) in value && !('NULL' in value)",
  },
  {
    what: 'attribute_type knows no empty text',
    file: MEETS,
    found: 'textOfScalar(type.value) in value',
    put: "textOfScalar(type.value) in value && !('S' in value && value.S === '')",
  },
  {
    what: 'attribute_type refuses BS',
    file: BIND,
    found: 'if (ATTRIBUTE_TYPES.some((type) => type === value.S)) return',
    put: "if (ATTRIBUTE_TYPES.some((type) => type === value.S && type !== 'BS')) return",
  },
  {
    what: 'begins_with of texts is contains',
    file: MEETS,
    found: 'value.S.startsWith(prefix.S)',
    put: 'value.S.includes(prefix.S)',
  },
  {
    what: 'begins_with of bytes is contains',
    file: MEETS,
    found: 'textOfBytes(value.B).startsWith(textOfBytes(prefix.B))',
    put: 'textOfBytes(value.B).includes(textOfBytes(prefix.B))',
  },
  {
    what: 'contains of texts is begins_with',
    file: MEETS,
    found: "'S' in value && value.S.includes(element.S)",
    put: "'S' in value && value.S.startsWith(element.S)",
  },
  {
    what: 'contains finds no text in a set',
    file: MEETS,
    found: "('SS' in value && value.SS.includes(element.S))",
    put: 'false',
  },
  {
    what: 'contains finds no number in a set',
    file: MEETS,
    found: "return 'NS' in value && value.NS.includes(element.N)",
    put: 'return false',
  },
  {
    what: 'contains finds no bytes in a set',
    file: MEETS,
    found: "return 'BS' in value && value.BS.some(",
    put: "return 'BS' in value && [].some(",
  },
  {
    what: 'contains of bytes is =',
    file: MEETS,
    found: 'return textOfBytes(value.B).includes(text)',
    put: 'return textOfBytes(value.B) === text',
  },
  {
    what: 'contains looks at the first element of a list',
    file: MEETS,
    found: 'value.L.some((candidate)',
    put: 'value.L.slice(0, 1).some((candidate)',
  },
  {
    what: 'the size of a text is one more',
    file: MEETS,
    found: 'String(value.S.length)',
    put: 'String(value.S.length + 1)',
  },
  {
    what: 'the size of an empty text is 1',
    file: MEETS,
    found: 'String(value.S.length)',
    put: 'String(value.S.length || 1)',
  },
  {
    what: 'the size of bytes is one more',
    file: MEETS,
    found: 'String(value.B.byteLength)',
    put: 'String(value.B.byteLength + 1)',
  },
  {
    what: 'the size of a list is one more',
    file: MEETS,
    found: 'String(value.L.length)',
    put: 'String(value.L.length + 1)',
  },
  {
    what: 'the size of a map is one more',
    file: MEETS,
    found: 'String(Object.keys(value.M).length)',
    put: 'String(Object.keys(value.M).length + 1)',
  },
  {
    what: 'the size of a set is one more',
    file: MEETS,
    found: 'String(value.NS.length)',
    put: 'String(value.NS.length + 1)',
  },
  // A literal operand that has no order is refused.
  {
    what: 'bytes have no order',
    file: BIND,
    found: "type === 'N' || type === 'B') continue",
    put: "type === 'N') continue",
  },
  {
    what: 'lists have an order',
    file: BIND,
    found: "type === 'N' || type === 'B') continue",
    put: "type === 'N' || type === 'B' || type === 'L') continue",
  },
  {
    what: 'BETWEEN takes what has no order',
    file: BIND,
    found: "checkScalars(kind, 'BETWEEN', ",
    put: "if (kind === 'KeyConditionExpression') checkScalars(kind, 'BETWEEN', ",
  },
  {
    what: 'the bounds of BETWEEN may be swapped',
    file: BIND,
    found: 'if (order !== undefined && order <= 0) return',
    put: 'if (order !== undefined) return',
  },
  // Updates.
  {
    what: 'ADD of numbers sets',
    file: APPLY,
    found: "return { N: addNumbers(current.N, value.N) };\n  if ('SS'",
    put: "return { N: value.N };\n  if ('SS'",
  },
  {
    what: 'ADD of a set copies it to where SET took it from',
    file: APPLY,
    found: "if ('NS' in current && 'NS' in value) return { NS: [...new Set([...current.NS, ...value.NS])] }",
    put: "if ('NS' in current && 'NS' in value) { for (const member of value.NS) if (!current.NS.includes(member)) (current.NS as string[]).push(member); return current }",
  },
  {
    what: 'DELETE leaves an empty set',
    file: APPLY,
    found: 'Object.values(set).some((members) => members.length > 0) ? set : undefined',
    put: 'set',
  },
  {
    what: 'REMOVE of an element takes the next one',
    file: APPLY,
    found: 'if (value === undefined) return list.filter((_, position) => position !== index)',
    put: 'if (value === undefined) return list.filter((_, position) => position !== index + 1)',
  },
  { what: '- is +', file: APPLY, found: "operand.operator === '+' ? right.N : negateNumber(right.N)", put: 'right.N' },
  {
    what: 'if_not_exists takes the other value',
    file: APPLY,
    found: "(first.kind === 'path' ? valueAt(item, first.path) : undefined) ?? evaluate(second, item)",
    put: 'evaluate(second, item)',
  },
  {
    what: 'list_append prepends',
    file: APPLY,
    found: 'return { L: [...left.L, ...right.L] }',
    put: 'return { L: [...right.L, ...left.L] }',
  },
  {
    what: 'numbers have 60 digits',
    file: 'values/decimal.ts',
    found: 'const DIGITS_MAX = 38',
    put: 'const DIGITS_MAX = 60',
  },
  {
    what: 'paths that overlap are apart',
    file: 'expressions/document-path.ts',
    found: "return 'overlap'",
    put: "return 'apart'",
  },
  {
    what: 'paths apart overlap',
    file: 'expressions/document-path.ts',
    found: "? 'apart' : 'conflict'",
    put: "? 'overlap' : 'conflict'",
  },
  {
    what: 'UPDATED_NEW answers nothing',
    file: 'writes/answer-write.ts',
    found: 'return after && projectItem(after.item, updatedPaths)',
    put: 'return after && {}',
  },
  {
    what: 'UPDATED_OLD answers what is new',
    file: 'writes/answer-write.ts',
    found: 'return before && projectItem(before.item, updatedPaths)',
    put: 'return after && projectItem(after.item, updatedPaths)',
  },
  // Reads.
  {
    what: 'COUNT goes with a projection',
    file: READ,
    found: "input.Select !== 'SPECIFIC_ATTRIBUTES'\n  ) {",
    put: "input.Select !== 'SPECIFIC_ATTRIBUTES' && input.Select !== 'COUNT'\n  ) {",
  },
  {
    what: 'ALL_PROJECTED_ATTRIBUTES goes without an index',
    file: READ,
    found: "input.Select === 'ALL_PROJECTED_ATTRIBUTES' &&",
    put: "input.Select === 'SOME' &&",
  },
  {
    what: 'a local index fetches nothing',
    file: READ,
    found: "if (index === undefined || projection !== undefined || Select === 'ALL_ATTRIBUTES') return undefined",
    put: "if (index === undefined || Select === 'ALL_ATTRIBUTES') return undefined",
  },
  {
    what: 'a projection loses the elements of lists',
    file: 'expressions/project-item.ts',
    found: 'return kept.length === 0 ? undefined : { L: kept }',
    put: 'return undefined',
  },
  // What is told of mistakes.
  {
    what: 'a key of an index may be empty text',
    file: 'tables/check-key.ts',
    found: "if ('S' in value && value.S === '') return 'string'",
    put: "if ('S' in value && value.S === '') return undefined",
  },
  {
    what: 'an empty key is told by another name',
    file: 'tables/check-key.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
    found: 'an empty ${kind} value. Key: ',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
    put: 'an empty ${kind} value. Key: the ',
  },
  {
    what: 'a syntax error is told with what is near another token',
    file: 'expressions/token-reader.ts',
    found: 'const near = this.#text.slice(start, end)',
    put: 'const near = this.#text.slice(0, start)',
  },
  {
    what: 'NOT before a parenthesis is a syntax error',
    file: 'expressions/parse-condition.ts',
    found: "if (reader.keyword('NOT') === undefined) return readComparison(reader);\n  reader.take();",
    put: "if (reader.keyword('NOT') === undefined) return readComparison(reader);\n  reader.take();\n  if (reader.isAtSymbol('(')) throw reader.unexpected();",
  },
  { what: 'status is no reserved word', file: 'expressions/reserved-words.ts', found: 'STATUS ', put: '' },
];
