import { expect, it } from 'vitest';
import { compileSetter } from '../../../../local/asl/jsonpath/set-at-path.ts';

it.each([
  { says: 'the root is replaced', path: '$', target: { a: 1 }, gives: 9 },
  { says: 'a member is added', path: '$.b', target: { a: 1 }, gives: { a: 1, b: 9 } },
  { says: 'the way to it is made', path: '$.b.c', target: {}, gives: { b: { c: 9 } } },
  { says: 'what is beside it stays', path: '$.b.c', target: { b: { d: 1 } }, gives: { b: { d: 1, c: 9 } } },
  { says: 'an item of an array is replaced', path: '$.a[1]', target: { a: [1, 2] }, gives: { a: [1, 9] } },
])('$says', ({ path, target, gives }) => {
  const before = structuredClone(target);
  expect(compileSetter(path)(target, 9)).toEqual(gives);
  expect(target).toEqual(before);
});

it('fails where the input has something else than an object', () => {
  const set = compileSetter('$.a.b');
  expect(() => set({ a: 'text' }, 9)).toThrow(expect.objectContaining({ error: 'States.ResultPathMatchFailure' }));
});

it.each(['$.a[*]', '$$.a', '$variable', '$..a'])('%s names no single place of the input', (path) => {
  expect(() => compileSetter(path)).toThrow(SyntaxError);
});
