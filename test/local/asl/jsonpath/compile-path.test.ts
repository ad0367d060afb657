import { describe, expect, it } from 'vitest';
import { compilePath } from '../../../../local/asl/jsonpath/compile-path.ts';

const data = {
  name: 'shop',
  'odd name': 1,
  books: [
    { title: 'A', price: 5, tags: ['x'] },
    { title: 'B', price: 15 },
    { title: 'C', price: 25, tags: ['x', 'y'] },
  ],
  matrix: [
    [1, 2],
    [3, 4],
  ],
};
const scope = { input: data, context: { Execution: { Name: 'run' } }, variables: { limit: { value: 3 } } };

describe('a path', () => {
  it.each([
    { path: '$', gives: data },
    { path: '$.name', gives: 'shop' },
    { path: "$['odd name']", gives: 1 },
    { path: '$.books[0].title', gives: 'A' },
    { path: '$.books[-1].title', gives: 'C' },
    { path: '$.matrix[1][0]', gives: 3 },
    { path: '$.books[*].title', gives: ['A', 'B', 'C'] },
    { path: '$.books[0,2].title', gives: ['A', 'C'] },
    { path: '$.books[1:].title', gives: ['B', 'C'] },
    { path: '$.books[:-1].title', gives: ['A', 'B'] },
    { path: '$..title', gives: ['A', 'B', 'C'] },
    { path: '$..tags[0]', gives: ['x', 'x'] },
    { path: '$.books[?(@.price < 20)].title', gives: ['A', 'B'] },
    { path: "$.books[?(@.price > 10 && @.title != 'C')].title", gives: ['B'] },
    { path: '$.books[?(@.tags)].title', gives: ['A', 'C'] },
    { path: '$.books[?(!@.tags || @.price == 5)].title', gives: ['A', 'B'] },
    { path: '$.books[?(@.title =~ /[ab]/i)].title', gives: ['A', 'B'] },
    { path: '$.books[?(@.price==15)].title', gives: ['B'] },
    { path: "$.books[?(@.price>=15&&@.title!='C'||@.title=='A')].title", gives: ['A', 'B'] },
    { path: '$.books[?(!(@.price<20))].title', gives: ['C'] },
    { path: '$.books[?(@.title=~/[ab]/i)].title', gives: ['A', 'B'] },
    { path: "$.books[?(@.title in ['A', 'C'])].title", gives: ['A', 'C'] },
    { path: "$.books[?(@.title nin ['A', 'C'])].title", gives: ['B'] },
    { path: "$.books[?(@.tags subsetof ['x'])].title", gives: ['A'] },
    { path: "$.books[?(@.tags anyof ['y', 'z'])].title", gives: ['C'] },
    { path: "$.books[?(@.tags noneof ['y'])].title", gives: ['A'] },
    { path: "$.books[?(@.tags contains 'y')].title", gives: ['C'] },
    { path: '$.books[?(@.tags size 2)].title', gives: ['C'] },
    { path: '$.books[?(@.tags empty false)].title', gives: ['A', 'C'] },
    { path: '$.books.first().title', gives: 'A' },
    { path: '$.matrix.last()', gives: [3, 4] },
    { path: '$.books.length()', gives: 3 },
    { path: '$.matrix[0].sum()', gives: 3 },
    { path: '$$.Execution.Name', gives: 'run' },
    { path: '$limit.value', gives: 3 },
    { path: '$.missing', gives: undefined },
    { path: '$.books[9].title', gives: undefined },
    { path: '$.name.first', gives: undefined },
    { path: '$missing', gives: undefined },
    { path: '$.missing[*].title', gives: [] },
  ])('$path gives $gives', ({ path, gives }) => {
    expect(compilePath(path)(scope, data)).toEqual(gives);
  });
});

it.each(['', 'name', '$.', '$.a[', '$.a[b]', '$.a[?(@.b)', '$.a b'])('"%s" is no path', (path) => {
  expect(() => compilePath(path)).toThrow(SyntaxError);
});
