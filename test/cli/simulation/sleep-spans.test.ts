import { expect, it } from 'vitest';
import { sleepSpans, type Turn } from '../../../cli/simulation/sleep-spans.ts';

const asleep = (atMs: number): Turn => ({ atMs, to: 'asleep' });
const waking = (atMs: number): Turn => ({ atMs, to: 'waking' });

it.each<{ when: string; turns: Turn[]; spans: [number, number][] }>([
  { when: 'never put to sleep', turns: [waking(3)], spans: [] },
  { when: 'put to sleep and not woken', turns: [asleep(3)], spans: [[3, 9]] },
  {
    when: 'woken and put to sleep again',
    turns: [asleep(1), waking(3), asleep(5), waking(8)],
    spans: [
      [1, 3],
      [5, 8],
    ],
  },
  { when: 'put to sleep by two attempts', turns: [asleep(1), asleep(2)], spans: [[1, 9]] },
  { when: 'woken by two attempts', turns: [asleep(1), waking(3), waking(4)], spans: [[1, 3]] },
  { when: 'woken before the run begins', turns: [asleep(-5), waking(-2), asleep(4)], spans: [[4, 9]] },
  { when: 'asleep when the run begins', turns: [asleep(-5), waking(3)], spans: [[0, 3]] },
  { when: 'told out of order', turns: [waking(3), asleep(1)], spans: [[1, 3]] },
])('an environment that is $when slept for that long', ({ turns, spans }) => {
  expect(sleepSpans(turns, { fromMs: 0, untilMs: 9 })).toEqual(spans.map(([fromMs, untilMs]) => ({ fromMs, untilMs })));
});
