import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FAULT_KINDS } from '../../../cli/faults/fault-schema.ts';
import { parseFaults } from '../../../cli/faults/parse-faults.ts';

const START_MS = Date.parse('2026-01-13T00:00:00Z');
const parse = (text: string) => parseFaults(text, 'f.yaml', START_MS);

const problemsOf = (text: string): readonly string[] => {
  const result = parse(text);
  return result.isValid ? [] : result.problems;
};

describe('a fault file', () => {
  it('is read with its minutes as instants', () => {
    expect(
      parse('faults:\n  - { kind: throttle-calls, call: "*:*", share: 0.5, fromMinute: 6, untilMinute: 16.5 }\n'),
    ).toEqual({
      isValid: true,
      faults: [
        {
          kind: 'throttle-calls',
          call: '*:*',
          share: 0.5,
          fromMs: Date.parse('2026-01-13T00:06:00Z'),
          untilMs: Date.parse('2026-01-13T00:16:30Z'),
        },
      ],
    });
  });

  it('may be JSON', () => {
    expect(parse('{"faults": [{"kind": "refuse-key"}]}')).toEqual({ isValid: true, faults: [{ kind: 'refuse-key' }] });
  });

  it.each([
    ['', 'f.yaml:1:1 faults: is missing, must be a list of at least one'],
    ['faults: []', 'f.yaml:1:9 faults: found an empty list, must be a list of at least one'],
    [
      'faults:\n  - { kind: drop-event, source: x }',
      `f.yaml:2:13 faults[0].kind: found "drop-event", must be a fault of a kind: ${FAULT_KINDS.slice(0, -1).join(', ')} or refuse-key`,
    ],
    [
      'faults:\n  - { kind: drop-events }',
      'f.yaml:2:5 faults[0].source: is missing, must be a text; `*` in it stands for any characters',
    ],
    [
      'faults:\n  - { kind: drop-events, source: aws.ec2, shares: 1 }',
      'f.yaml:2:43 faults[0].shares: found the unknown key "shares" (did you mean share?), must be one of kind, share, times, fromMinute, untilMinute, source, detailType, rule, target',
    ],
    [
      'faults:\n  - { kind: drop-events, source: aws.ec2, share: 2 }',
      'f.yaml:2:50 faults[0].share: found 2, must be a share above 0 and at most 1',
    ],
    [
      'faults:\n  - { kind: throttle-calls, call: SetDesiredCapacity }',
      'f.yaml:2:35 faults[0].call: found "SetDesiredCapacity", must be service:Operation such as autoscaling:SetDesiredCapacity; `*` in it stands for any characters',
    ],
    [
      'faults:\n  - { kind: stale-reads, read: dynamodb:Index, seconds: 301 }',
      'f.yaml:2:57 faults[0].seconds: found 301, must be a whole number from 1 to 300',
    ],
    [
      'faults:\n  - { kind: refuse-key, fromMinute: 9, untilMinute: 9 }',
      'f.yaml:2:53 faults[0].untilMinute: found 9, must be more than fromMinute, which is 9',
    ],
    ['faults: [', 'f.yaml:1:10: found text that is not YAML'],
  ])('%j is refused in one sentence', (text, sentence) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(sentence)]);
  });
});

describe('what is written about faults', () => {
  const examples = readdirSync('faults').map((name) => `faults/${name}`);
  const page = readFileSync('docs/faults.md', 'utf8');

  it.each(examples)('%s is a fault file', (file) => {
    expect(parseFaults(readFileSync(file, 'utf8'), file, START_MS)).toMatchObject({ isValid: true });
  });

  it.each(examples)('%s is named in docs/faults.md', (file) => {
    expect(page).toContain(file);
  });

  it('docs/faults.md has a valid example of each kind', () => {
    const [, example = ''] = /```yaml\n([\s\S]+?)```/.exec(page) ?? [];
    const result = parseFaults(example, 'docs/faults.md', START_MS);
    expect(result).toMatchObject({ isValid: true });
    expect(result.isValid && result.faults.map(({ kind }) => kind)).toEqual(FAULT_KINDS);
  });
});
