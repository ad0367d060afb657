import { expect, it } from 'vitest';
import { compareOperations } from '../../../../cli/conformance/dynamodb/compare-operations.ts';

it('the first call finds the table, of each of many comparisons in one process', async () => {
  const differences: unknown[] = [];
  for (let seed = 0; seed < 30; seed++) differences.push(...(await compareOperations(50, seed)).unexplained);
  expect(differences).toEqual([]);
});
