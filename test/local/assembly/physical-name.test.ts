import { expect, it } from 'vitest';
import { physicalName } from '../../../local/assembly/physical-name.ts';
import { createRandom } from '../../../local/random.ts';

it('a name is stack, logical id and 12 characters, cut to what the service allows', () => {
  const of = { stackName: 'Rubato', logicalId: 'WorkerRole' };
  expect(physicalName(createRandom(1), of)).toMatch(/^Rubato-WorkerRole-[0-9A-F]{12}$/);
  expect(physicalName(createRandom(1), of, 20)).toMatch(/^Rubato--[0-9A-F]{12}$/);
  expect(physicalName(createRandom(1), of)).toBe(physicalName(createRandom(1), of));
});
