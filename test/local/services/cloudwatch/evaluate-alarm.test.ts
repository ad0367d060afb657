import { describe, expect, it } from 'vitest';
import {
  type AlarmState,
  evaluateAlarm,
  evaluationRange,
  type MissingData,
} from '../../../../local/services/cloudwatch/evaluate-alarm.ts';

const TREATMENTS: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
const NAMES: Readonly<Record<string, AlarmState | 'retain'>> = {
  A: 'ALARM',
  O: 'OK',
  I: 'INSUFFICIENT_DATA',
  R: 'retain',
};

/** `0` is within the threshold, `X` over it, `-` missing. */
const read = (text: string): readonly (number | undefined)[] =>
  text.split(' ').map((sign) => (sign === '-' ? undefined : sign === 'X' ? 1 : 0));

const evaluate = (text: string, missingData: MissingData, datapointsToAlarm: number, present: AlarmState): AlarmState =>
  evaluateAlarm(
    { evaluationPeriods: 3, datapointsToAlarm, missingData, isBreaching: (value) => value > 0.5 },
    read(text),
    present,
  ).state;

/** Columns: missing, ignore, breaching, notBreaching, as in the tables of alarms-and-missing-data.html. */
const THREE_OF_THREE = [
  ['0 - X - X', 'O O O O'],
  ['0 - - - -', 'O O O O'],
  ['- - - - 0', 'O O O O'],
  ['- - - - -', 'I R A O'],
  ['0 X X - X', 'A A A A'],
  ['- - X - -', 'A R A O'],
  ['- - - - X', 'I R A O'],
  ['X - - - -', 'A R A O'],
] as const;
const TWO_OF_THREE = [
  ['0 - X - X', 'A A A A'],
  ['0 0 X 0 X', 'A A A A'],
  ['0 - X - -', 'O O A O'],
  ['- - - - 0', 'O O A O'],
  ['- - - X -', 'A R A O'],
  ['- - - - X', 'I R A O'],
] as const;

describe('evaluateAlarm', () => {
  const rows = [
    ...THREE_OF_THREE.map(([range, states]) => ({ m: 3, range, states })),
    ...TWO_OF_THREE.map(([range, states]) => ({ m: 2, range, states })),
  ].flatMap(({ m, range, states }) =>
    states.split(' ').map((letter, index) => ({
      m,
      range,
      missingData: TREATMENTS[index] ?? 'missing',
      expected: NAMES[letter] ?? 'retain',
    })),
  );
  it.each(rows)('$m of 3 over $range with $missingData data is $expected', ({ m, range, missingData, expected }) => {
    for (const present of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const) {
      expect(evaluate(range, missingData, m, present)).toBe(expected === 'retain' ? present : expected);
    }
  });

  it('looks at the newest real data points only, and says which', () => {
    const rule = {
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      missingData: 'missing',
      isBreaching: (value: number) => value > 5,
    } as const;
    expect(evaluateAlarm(rule, [9, 3, undefined], 'ALARM')).toEqual({ state: 'OK', datapoints: [3] });
    expect(evaluationRange(rule)).toBe(3);
  });
});
