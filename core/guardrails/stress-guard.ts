import { formatFigure, formatShare } from '../scaling/format-figures.ts';
import type { RailContext, RailVerdict } from './model.ts';

/**
 * A tier whose errors or latency are over their guards is not relieved of instances (spec S13). What is not measured
 * is no evidence of stress: load balancers publish neither errors nor latency when there are none.
 */
export function stressGuard(want: number, { current, tier, stress }: RailContext): RailVerdict | null {
  if (want >= current) return null;
  const { errorRate, p95LatencyMs } = tier.guards;
  if (errorRate !== null && stress.errorRate !== null && stress.errorRate > errorRate) {
    const text = `errors are ${formatShare(stress.errorRate)}, the guard is ${formatShare(errorRate)}`;
    return { size: current, reason: 'under-stress', text };
  }
  if (p95LatencyMs !== null && stress.p95LatencyMs !== null && stress.p95LatencyMs > p95LatencyMs) {
    const text = `p95 latency is ${formatFigure(stress.p95LatencyMs)} ms, the guard is ${formatFigure(p95LatencyMs)} ms`;
    return { size: current, reason: 'under-stress', text };
  }
  return null;
}
