import { expect, it } from 'vitest';
import { watchSizes } from '../../../cli/simulation/watch-sizes.ts';
import { DemoFleet, minutes } from '../../local/workload/demo-fleet.ts';

it('tells the least, the most and the last size of a tier’s group, and nothing of one that is not there', async () => {
  const fleet = new DemoFleet();
  await fleet.advance(minutes(5));
  const sizes = watchSizes(fleet, { id: 'shop', group: 'web' });
  await fleet.setDesired(5);
  await fleet.advance(minutes(10));
  await fleet.setDesired(3);
  await fleet.advance(minutes(10));
  expect(sizes?.()).toEqual({ tierId: 'shop', group: 'web', leastSize: 2, peakSize: 5, endSize: 3 });
  expect(watchSizes(fleet, { id: 'shop', group: 'none' })).toBeNull();
});
