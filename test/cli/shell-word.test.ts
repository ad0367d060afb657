import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { shellWord } from '../../cli/shell-word.ts';

it.each(['plain.csv', 'a b.csv', "it's", '$HOME', 'a"b', '*', ''])(
  'a shell reads %j as one word, as it was',
  (text) => {
    expect(execFileSync('sh', ['-c', `printf '%s|' ${shellWord(text)}`], { encoding: 'utf8' })).toBe(`${text}|`);
  },
);

it('leaves a word alone that needs no quotes', () => {
  expect(shellWord('../shared/a-1.csv')).toBe('../shared/a-1.csv');
});
