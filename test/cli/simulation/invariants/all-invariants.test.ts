import { describe, expect, it } from 'vitest';
import { ALL_INVARIANTS } from '../../../../cli/simulation/invariants/all-invariants.ts';
import { judge } from './observations.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';

const invariantOf = (id: string) => {
  const found = ALL_INVARIANTS.find((invariant) => invariant.id === id);
  if (found === undefined) throw new Error(`no invariant ${id} is watched`);
  return found;
};

describe('a planted bug is caught', () => {
  it.each(PLANTED_BUGS)('$id: $bug', ({ id, seen, says, blueprint }) => {
    expect(judge(invariantOf(id), seen, blueprint)).toEqual([expect.stringContaining(says)]);
  });
});

describe('what only looks like it is let through', () => {
  it.each(PLANTED_BUGS.filter(({ harmless }) => harmless !== undefined))(
    '$id: $but',
    ({ id, harmless = [], blueprint }) => {
      expect(judge(invariantOf(id), harmless, blueprint)).toEqual([]);
    },
  );
});

it('there is a bug for each invariant', () => {
  expect(ALL_INVARIANTS.map(({ id }) => id).filter((id) => !PLANTED_BUGS.some((bug) => bug.id === id))).toEqual([]);
});

it('each invariant is watched once', () => {
  const ids = ALL_INVARIANTS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
