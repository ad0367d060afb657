import { expect, it } from 'vitest';
import { historyOf, playHour } from './short-life.ts';

it('two runs of one seed have equal journals, byte for byte, and another seed has another', async () => {
  const [one, again, other] = [await playHour(1), await playHour(1), await playHour(2)].map(historyOf);
  expect(one).toMatch(/rubato-demo-scale-tier.*rubato-demo-heal-instance/s);
  expect(again === one).toBe(true);
  expect(other === one).toBe(false);
});
