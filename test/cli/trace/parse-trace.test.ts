import { describe, expect, it } from 'vitest';
import { noteTrace } from '../../../cli/trace/note-trace.ts';
import { parseTrace } from '../../../cli/trace/parse-trace.ts';

const START_MS = Date.parse('2026-01-05T00:00:00Z');
const rows = (...lines: string[]): string => ['timestamp,requests', ...lines, ''].join('\n');

describe('a CSV recording', () => {
  it.each([
    { when: 'whole numbers', line: '2026-01-05T00:00:00Z,120', requests: 120 },
    { when: 'fractions and exponents', line: '2026-01-05T00:00:00Z,1.24407e+07', requests: 12_440_700 },
    { when: 'another zone', line: '2026-01-05T01:00:00+01:00,7', requests: 7 },
    { when: 'Windows line ends', line: '2026-01-05T00:00:00Z,7\r', requests: 7 },
    { when: 'values in quotes', line: '"2026-01-05T00:00:00Z","7"', requests: 7 },
  ])('is read with $when', ({ line, requests }) => {
    expect(parseTrace(rows(line), 't.csv')).toEqual({ name: 't.csv', startMs: START_MS, requests: [requests] });
  });

  it('is brought to a row a minute, by straight lines between the centres of its intervals', () => {
    const text = rows('2026-01-05T00:00:00Z,4', '2026-01-05T00:04:00Z,20', '2026-01-05T00:08:00Z,20');
    const trace = parseTrace(text, 't.csv');
    const { startMs, requests } = trace;
    expect(startMs).toBe(START_MS);
    expect(requests).toEqual([1, 1, 1.5, 2.5, 3.5, 4.5, 5, 5, 5, 5, 5, 5]);
    const notes: string[] = [];
    noteTrace(trace, { note: (text) => notes.push(text) });
    expect(notes).toEqual(['t.csv: rows are 4 min apart, each is spread over 4 min']);
  });

  it.each(['"timestamp","requests"', '"timestamp",requests\r', '\uFEFF"timestamp","requests"'])(
    'may have its header in quotes: %j',
    (header) => {
      expect(parseTrace(`${header}\n2026-01-05T00:00:00Z,7\n`, 't.csv')).toMatchObject({ requests: [7] });
    },
  );

  it.each([
    {
      when: 'the header is another',
      text: 'time,count\n',
      says: 't.csv:1: found "time,count", the header must be "timestamp,requests"',
    },
    { when: 'it is empty', text: '', says: 't.csv:1: found "", the header must be "timestamp,requests"' },
    { when: 'it has no rows', text: rows(), says: 't.csv: has no rows, needs at least one minute' },
    {
      when: 'a minute is missing',
      text: rows('2026-01-05T00:00:00Z,1', '2026-01-05T00:02:00Z,1', '2026-01-05T00:03:00Z,1'),
      says: 't.csv:3: found 2026-01-05T00:02:00.000Z where 2026-01-05T00:01:00.000Z must follow; every minute must be there once and in order',
    },
    {
      when: 'an interval of a coarser recording is missing',
      text: rows('2026-01-05T00:00:00Z,1', '2026-01-05T00:05:00Z,1', '2026-01-05T00:15:00Z,1'),
      says: 't.csv:4: found 2026-01-05T00:15:00.000Z where 2026-01-05T00:10:00.000Z must follow; every 5 minutes one row must be there once and in order',
    },
    {
      when: 'a minute comes twice',
      text: rows('2026-01-05T00:00:00Z,1', '2026-01-05T00:00:00Z,1'),
      says: 't.csv:3: found 2026-01-05T00:00:00.000Z where 2026-01-05T00:01:00.000Z must follow; every minute must be there once and in order',
    },
    {
      when: 'a count is negative',
      text: rows('2026-01-05T00:00:00Z,-4'),
      says: 't.csv:2: found "-4" requests, must be a number of at least 0',
    },
    {
      when: 'a count is empty',
      text: rows('2026-01-05T00:00:00Z,'),
      says: 't.csv:2: found "" requests, must be a number of at least 0',
    },
    {
      when: 'a count is no number',
      text: rows('2026-01-05T00:00:00Z,NaN'),
      says: 't.csv:2: found "NaN" requests, must be a number of at least 0',
    },
    {
      when: 'a count is beyond all measure',
      text: rows('2026-01-05T00:00:00Z,1', '2026-01-05T00:01:00Z,1e12'),
      says: 't.csv:3: found 1000000000000 requests, must be at most 1000000000 a minute',
    },
    {
      when: 'an instant is not a whole minute',
      text: rows('2026-01-05T00:00:30Z,1'),
      says: 't.csv:2: found timestamp "2026-01-05T00:00:30Z", must be the start of a minute such as 2026-01-05T00:00:00Z',
    },
    {
      when: 'a row has no instant',
      text: rows(',7'),
      says: 't.csv:2: found timestamp "", must be the start of a minute such as 2026-01-05T00:00:00Z',
    },
    {
      when: 'a count has a comma in its quotes',
      text: rows('2026-01-05T00:00:00Z,"1,200"'),
      says: 't.csv:2: found "1,200" requests, must be a number of at least 0',
    },
    {
      when: 'its only two rows may have a gap between them',
      text: rows('2026-01-05T00:00:00Z,1', '2026-01-05T00:05:00Z,1'),
      says: 't.csv:3: found 2026-01-05T00:05:00.000Z, 5 minutes after the row before and no other row; three rows must tell that these are intervals and not a gap',
    },
    {
      when: 'its rows are hours apart',
      text: rows('2026-01-05T00:00:00Z,1', '2026-01-05T10:00:00Z,1', '2026-01-05T20:00:00Z,1'),
      says: 't.csv:3: found 2026-01-05T10:00:00.000Z, 600 minutes after the row before; rows must be at most 60 minutes apart',
    },
    {
      when: 'a row has three values',
      text: rows('2026-01-05T00:00:00Z,1,2'),
      says: 't.csv:2: found 3 values in "2026-01-05T00:00:00Z,1,2", a row has two',
    },
  ])('is refused with its place when $when', ({ text, says }) => {
    expect(() => parseTrace(text, 't.csv')).toThrow(expect.objectContaining({ name: 'UsageError', message: says }));
  });
});

describe('the output of aws cloudwatch get-metric-data', () => {
  const output = (result: object): string =>
    JSON.stringify({ MetricDataResults: [{ Id: 'requests', ...result }], Messages: [] });

  it('is read in order of time, though the newest comes first', () => {
    const text = output({ Timestamps: ['2026-01-05T00:01:00+00:00', '2026-01-05T00:00:00+00:00'], Values: [9, 5] });
    expect(parseTrace(text, 't.json')).toEqual({ name: 't.json', startMs: START_MS, requests: [5, 9] });
  });

  it('is read with instants as seconds, as version 1 of the AWS CLI prints them', () => {
    const text = output({ Timestamps: [START_MS / 1000 + 60, START_MS / 1000], Values: [9, 5] });
    expect(parseTrace(text, 't.json')).toEqual({ name: 't.json', startMs: START_MS, requests: [5, 9] });
    expect(() => parseTrace(output({ Timestamps: [1e300], Values: [9] }), 't.json')).toThrow(
      'found timestamp "1e+300"',
    );
  });

  it('counts minutes without a value as zero, and says how many, for quiet minutes have none', () => {
    const minutes = ['00', '02', '05'].map((minute) => `2026-01-05T00:${minute}:00+00:00`);
    const text = output({ Timestamps: minutes, Values: [5, 7, 9] });
    expect(parseTrace(text, 't.json')).toMatchObject({ requests: [5, 0, 7, 0, 0, 9], zerosPutIn: 3 });
  });

  it('refuses two values far apart, for nothing tells how many minutes each counts', () => {
    const text = output({ Timestamps: ['2026-01-05T00:00:00Z', '2026-01-05T10:00:00Z'], Values: [5, 7] });
    expect(() => parseTrace(text, 't.json')).toThrow(
      'MetricDataResults[0], value 2: found 2026-01-05T10:00:00.000Z, 600 minutes after the row before; rows must be',
    );
  });

  it('refuses a minute that comes twice', () => {
    const text = output({ Timestamps: Array(2).fill('2026-01-05T00:00:00+00:00'), Values: [5, 7] });
    expect(() => parseTrace(text, 't.json')).toThrow(/found 2026-01-05T00:00:00.000Z where 2026-01-05T00:01/);
  });

  it.each([
    { when: 'it is cut off', text: '{"MetricDataResults": [', says: /^t\.json: is neither CSV nor JSON: / },
    {
      when: 'it is only a part of the answer',
      text: output({ StatusCode: 'PartialData', Timestamps: [], Values: [] }),
      says: /found "PartialData", must be a complete answer/,
    },
    { when: 'it holds two metrics', text: '{"MetricDataResults": [{}, {}]}', says: /found 2 results/ },
    { when: 'it is another command’s', text: '{"Datapoints": []}', says: /found no MetricDataResults/ },
    {
      when: 'values are missing',
      text: output({ Timestamps: ['2026-01-05T00:00:00+00:00'], Values: [] }),
      says: /as many Timestamps as Values/,
    },
  ])('is refused when $when', ({ text, says }) => {
    expect(() => parseTrace(text, 't.json')).toThrow(says);
  });
});
