import { expect, it } from 'vitest';
import { compareOperations } from '../../../../cli/conformance/dynamodb/compare-operations.ts';

/** `npm run conformance` compares five times as many. */
const OPERATIONS = 2000;

it('answers random calls as dynalite does, but where a document says otherwise', async () => {
  const { operations, succeeded, refused, unexplained } = await compareOperations(OPERATIONS, 'test');
  expect(unexplained).toEqual([]);
  expect(operations).toBe(OPERATIONS);
  expect(Math.min(succeeded, refused)).toBeGreaterThan(OPERATIONS / 4);
});
