import type { Clock } from '../../functions/ports/clock.ts';
import { NOW_MS } from './builders.ts';

export class FixedClock implements Clock {
  atMs = NOW_MS;

  nowMs(): number {
    return this.atMs;
  }
}
