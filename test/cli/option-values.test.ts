import { describe, expect, it } from 'vitest';
import { folderName, hours } from '../../cli/option-values.ts';

describe('hours', () => {
  it.each(['0.2', '36', '8760'])('may be %s', (text) => expect(hours(text)).toBe(Number(text)));

  it.each(['0', '-1', '1e9', '0.001', 'many'])('may not be %s, and the sentence says what may be', (text) => {
    expect(() => hours(text)).toThrow(
      `found ${text}, must be more than 0, at most 8760 (a year), and a whole number of minutes.`,
    );
  });
});

it('a folder has a name', () => {
  expect(folderName('out')).toBe('out');
  expect(() => folderName('')).toThrow('found nothing, must be the name of a folder.');
});
