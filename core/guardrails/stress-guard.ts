import { formatFigure, formatShare } from '../scaling/format-figures.ts';
import type { RailContext, RailVerdict } from './model.ts';

/**
 * A tier whose errors or latency are over their guards is not relieved of instances (spec S13). What is not measured
 * is no evidence of stress: load balancers publish neither errors nor latency when there are none. What could not be read may
 * be any number.
 */
export function stressGuard(want: number, { current, tier, stress }: RailContext): RailVerdict | null {
  if (want >= current) return null;
  const { errorRate, p95LatencyMs } = tier.guards;
  const text =
    exceeds('errors are', stress.errorRate, errorRate, formatShare) ??
    exceeds('p95 latency is', stress.p95LatencyMs, p95LatencyMs, (ms) => `${formatFigure(ms)} ms`);
  return text === null ? null : { size: current, reason: 'under-stress', text };
}

function exceeds(
  what: string,
  found: number | null,
  guard: number | null,
  format: (figure: number) => string,
): string | null {
  if (guard === null || found === null || found <= guard) return null;
  return `${what} ${Number.isNaN(found) ? 'unreadable' : format(found)}, the guard is ${format(guard)}`;
}
