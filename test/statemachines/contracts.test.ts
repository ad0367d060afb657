import { existsSync } from 'node:fs';
import { join } from 'node:path';
import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { ErrorName } from '../../core/errors.ts';
import { definitionOf, NAMES, type StateText, SUBSTITUTIONS, statesOf, textOf } from './definition.ts';

const TASKS: Readonly<Record<(typeof NAMES)[number], readonly string[]>> = {
  'scale-tier': ['CheckFleet'],
  'sleep-environment': ['CheckStage', 'FindGroups'],
  'wake-environment': ['CheckStage', 'FindGroups'],
  'heal-instance': ['CheckReplacement'],
};

/** `States.X` of the language, or `Service.Error` of an integration. */
const isPlatformError = (error: string): boolean => /^(States|[A-Z][A-Za-z]+)\.[A-Z][A-Za-z]+$/.test(error);
const EFFECTS = ['setDesiredCapacity', 'updateAutoScalingGroup', 'setInstanceHealth'];
const CLAIM = 'arn:aws:states:::aws-sdk:dynamodb:transactWriteItems';

const nextOf = (state: StateText): string[] => [
  ...[state.Next, state.Default].filter((next) => next !== undefined),
  ...(state.Choices ?? []).map(({ Next }) => Next),
  ...(state.Catch ?? []).map(({ Next }) => Next),
];

describe.each(NAMES)('%s.asl.json', (name) => {
  const definition = definitionOf(name);
  const states = statesOf(definition.States);

  it('is valid Amazon States Language', () => {
    expect(validate(definition)).toMatchObject({ isValid: true, errors: [] });
  });

  it('speaks JSONata, says in a sentence what it does, and has a backstop', () => {
    expect(definition.QueryLanguage).toBe('JSONata');
    expect(definition.Comment).toMatch(/^[A-Z].*\.$/);
    expect(definition.TimeoutSeconds).toBeGreaterThan(0);
  });

  it('catches and retries only errors that exist', () => {
    const named = states.flatMap(([, { Retry = [], Catch = [] }]) =>
      [...Retry, ...Catch].flatMap((rule) => rule.ErrorEquals),
    );
    const ours = named.filter((error) => !isPlatformError(error));
    expect(Object.values<string>(ErrorName)).toEqual(expect.arrayContaining(ours));
  });

  it('retries with jitter, a bounded number of times, and never everything', () => {
    for (const retry of states.flatMap(([, { Retry = [] }]) => Retry)) {
      expect(retry.MaxAttempts).toBeLessThanOrEqual(3);
      expect(retry.JitterStrategy).toBe('FULL');
      expect(retry.ErrorEquals).not.toContain('States.ALL');
      expect(retry.ErrorEquals).not.toContain('States.TaskFailed');
    }
  });

  it('asks the stack only for what it gives', () => {
    const keys = [...new Set([...textOf(name).matchAll(/\$\{(\w+)\}/g)].map(([, key]) => key ?? ''))].sort();
    const given = [...Object.keys(SUBSTITUTIONS), ...TASKS[name].map((task) => `${task}FunctionArn`)].sort();
    expect(keys).toEqual(given);
  });

  it('calls tasks that have a function', () => {
    const folders = TASKS[name].map((task) => task.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase());
    for (const folder of folders) {
      expect(existsSync(join(import.meta.dirname, '../../functions/tasks', folder, 'index.ts'))).toBe(true);
    }
  });

  it('names states in PascalCase', () => {
    expect(states.filter(([state]) => !/^([A-Z][a-z]+)+$/.test(state))).toEqual([]);
  });

  it('takes a claim right before every effect', () => {
    const claims = states.filter(([, { Resource }]) => Resource === CLAIM);
    const effects = states.filter(([, { Resource = '' }]) => EFFECTS.some((effect) => Resource.endsWith(`:${effect}`)));
    expect(effects).not.toEqual([]);
    for (const [effect] of effects) {
      const before = states.filter(([, state]) => nextOf(state).includes(effect));
      expect(before.length).toBeGreaterThan(0);
      expect(claims.map(([claim]) => claim)).toEqual(expect.arrayContaining(before.map(([claim]) => claim)));
    }
  });

  it('reads the switch first in every transaction that an effect or a wait follows', () => {
    const claims = states.filter(([state, { Resource }]) => Resource === CLAIM && !state.startsWith('Record'));
    for (const [, { Arguments }] of claims) {
      const text = JSON.stringify(Arguments);
      expect(text.slice(text.indexOf('pk'))).toMatch(/^pk\W+S\W+SWITCH/);
    }
  });

  it('asks for a deadline in every circle that waits', () => {
    const waits = states.filter(([, { Type }]) => Type === 'Wait').map(([state]) => state);
    const byName = new Map(states);
    const isDeadline = (state: string): boolean =>
      (byName.get(state)?.Choices ?? []).some(({ Condition }) => /eadlineSeconds \* 1000/.test(Condition));
    // Without the choices that know the deadline, no wait may lead back to itself.
    const reach = (from: string, seen = new Set<string>()): Set<string> => {
      for (const next of nextOf(byName.get(from) as StateText)) {
        if (isDeadline(next) || seen.has(next)) continue;
        reach(next, seen.add(next));
      }
      return seen;
    };
    for (const wait of waits) expect(reach(wait)).not.toContain(wait);
  });
});
