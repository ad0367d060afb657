import { expect, it } from 'vitest';
import { parseCsv } from '../../../local/asl/parse-csv.ts';

it.each([
  {
    says: 'lines are rows',
    text: 'a,b\nc,d',
    rows: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  },
  {
    says: 'a last line may end',
    text: 'a,b\r\nc,d\r\n',
    rows: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  },
  {
    says: 'fields may be empty',
    text: ',\na,',
    rows: [
      ['', ''],
      ['a', ''],
    ],
  },
  { says: 'empty lines are no rows', text: 'a\n\nb\n', rows: [['a'], ['b']] },
  { says: 'quotes hold delimiters, lines and quotes', text: '"a,b","c\nd","e""f"', rows: [['a,b', 'c\nd', 'e"f']] },
  { says: 'spaces count', text: ' a , b', rows: [[' a ', ' b']] },
])('$says', ({ text, rows }) => {
  expect(parseCsv(text, ',')).toEqual(rows);
});

it('takes another delimiter', () => {
  expect(parseCsv('a|b,c', '|')).toEqual([['a', 'b,c']]);
});
