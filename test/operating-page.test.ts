import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NOT_REACHED } from '../core/scaling/plan-attempt.ts';
import { definitionOf, type Name } from './statemachines/definition.ts';

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, '..', file), 'utf8');

/** The words in the first column of the tables under a heading of docs/operating.md. */
const documented = (heading: string): ReadonlySet<string> => {
  const section = textOf('docs/operating.md')
    .split(/^#+ /m)
    .find((text) => text.startsWith(`${heading}\n`));
  const cells = [...(section ?? '').matchAll(/^\| (`.*?) \|/gm)].map(([, cell = '']) => cell);
  return new Set(cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)));
};

/** Every word in single quotes. */
const quoted = (text: string): string[] => [...text.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(([, word = '']) => word);

/** The words of a union of strings, by what stands before and after it in its file. */
const union = (file: string, before: string): string[] => {
  const words = quoted(textOf(file).split(before)[1]?.split(';')[0] ?? '');
  if (words.length === 0) throw new Error(`${file} has no union of words after ${before}`);
  return words;
};

/** Outcomes that a state machine names itself, and does not get from a task. */
const outcomesIn = (name: Name): string[] => {
  const words: string[] = [];
  JSON.stringify(definitionOf(name), (key, value: unknown) => {
    if ((key === 'outcome' || key === 'reason') && typeof value === 'string' && !value.startsWith('{%'))
      words.push(value);
    return value;
  });
  return words;
};

describe('docs/operating.md has every outcome, and no other', () => {
  it('of scale-tier', () => {
    const known = [...union('core/scaling/model.ts', 'type ScaleOutcome ='), ...outcomesIn('scale-tier')];
    expect(documented('Outcomes of `scale-tier`')).toEqual(new Set(known));
  });

  it('of sleep-environment and wake-environment', () => {
    const known = [
      ...outcomesIn('sleep-environment'),
      ...outcomesIn('wake-environment'),
      ...union('functions/tasks/find-groups/plan-stages.ts', 'type GroupProblem ='),
      ...union('functions/tasks/check-stage/stage-problem.ts', 'type StageProblem ='),
      ...union('core/environment/decide-environment.ts', 'state.blockedReason ??'),
    ];
    expect(documented('Outcomes of `sleep-environment` and `wake-environment`')).toEqual(new Set(known));
  });

  it('of heal-instance', () => {
    const known = [
      ...outcomesIn('heal-instance'),
      ...union('functions/tasks/check-replacement/handler.ts', 'type ReplacementOutcome ='),
    ];
    expect(documented('Outcomes of `heal-instance`')).toEqual(new Set(known));
  });
});

/** Words in quotes that deciding files hold beside their reasons: phases, actions, modes, what health checks say. */
const NO_REASONS_OF_ENVIRONMENTS =
  'any asleep attempt awake blocked epoch falling-asleep hold no-outcome off on running sleep starts stops wake waking';
const NO_REASONS_OF_HEALING = 'blocked draining hold impaired initial initializing off on replace unhealthy';

const reasonsIn = (files: readonly string[], others: string): string[] => {
  const words = files.flatMap((file) => quoted(textOf(file)));
  const unused = others.split(' ').filter((word) => !words.includes(word));
  if (unused.length > 0) throw new Error(`${files} no longer say ${unused}`);
  return words.filter((word) => !others.split(' ').includes(word));
};

describe('docs/operating.md has every reason of a decision, and no other', () => {
  it("of a tier's size", () => {
    const known = [
      ...union('core/scaling/model.ts', 'type HoldReason ='),
      ...union('core/scaling/model.ts', 'type BlockReason ='),
      // A want to keep the size is no decision's reason.
      ...union('core/scaling/policy.ts', 'readonly reason:').filter((reason) => reason !== 'keep'),
      ...union('core/scaling/decide-scale.ts', 'const reason = want.reason'),
      NOT_REACHED,
    ];
    expect(documented("Reasons of a tier's size")).toEqual(new Set(known));
  });

  it('of an environment', () => {
    const files = ['core/environment/decide-environment.ts', 'core/environment/find-wish.ts'];
    expect(textOf('core/environment/find-wish.ts')).toMatch(/reason: `schedule-\$\{verb\}`/);
    const known = [...reasonsIn(files, NO_REASONS_OF_ENVIRONMENTS), 'schedule-starts', 'schedule-stops'];
    expect(documented('Reasons of an environment')).toEqual(new Set(known));
  });

  it('of healing', () => {
    const known = reasonsIn(['core/healing/decide-heal.ts', 'core/healing/judge-member.ts'], NO_REASONS_OF_HEALING);
    expect(documented('Reasons of healing')).toEqual(new Set(known));
  });
});
