import { expect, it } from 'vitest';
import { compareOperations } from '../../../../cli/conformance/dynamodb/compare-operations.ts';

/** `npm run conformance` compares five times as many. */
const OPERATIONS = 2000;

it('the embedded DynamoDB answers random calls as dynalite does, but where a document says otherwise', async () => {
  const { operations, succeeded, refused, unexplained } = await compareOperations(OPERATIONS, 'test');
  expect(unexplained).toEqual([]);
  expect(operations).toBe(OPERATIONS);
  expect(Math.min(succeeded, refused)).toBeGreaterThan(OPERATIONS / 4);
});

it('the first call finds the table, of each of many comparisons in one process', async () => {
  const differences: unknown[] = [];
  for (let seed = 0; seed < 30; seed++) differences.push(...(await compareOperations(50, seed)).unexplained);
  expect(differences).toEqual([]);
});
