import type { LoadMetric } from '../blueprint/model.ts';
import type { LoadSample } from './model.ts';

/** The load of one minute, in instances, from all metrics of a tier. */
export interface Demand {
  /** The largest of the valid metrics: it rules on the way up, and when it is small all agree on the way down (S13). null: none valid. */
  readonly load: number | null;
  /** Whether every metric was valid. Otherwise the load is a lower bound. */
  readonly isComplete: boolean;
  /** Instances that served in that minute. */
  readonly ready: number;
  /** Value of the ruling metric in its own unit, and which one it is; null when none was valid. */
  readonly ruling: { readonly value: number; readonly metric: LoadMetric } | null;
}

/**
 * Turn the metric values of one minute into load in instances of capacity.
 *
 * A value that is absent, unreadable, negative or not a number is missing, but for the sparse counts of load balancers: nothing
 * is published when nothing flows (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html),
 * so with healthy hosts in that minute an absent count is 0 (spec S3). Without a healthy host it stays missing: the
 * count only rises when a target could be chosen (unverified), so requests may well have been refused.
 *
 * @param readyNow instances ready now, for tiers whose healthy hosts are not measured
 */
export function measureDemand(metrics: readonly LoadMetric[], sample: LoadSample, readyNow: number): Demand {
  const ready = sample.healthyHosts ?? readyNow;
  let load: number | null = null;
  let ruling: Demand['ruling'] = null;
  let isComplete = true;
  let index = 0;
  for (const metric of metrics) {
    const value = validValue(metric, sample, index);
    index += 1;
    if (value === null) {
      isComplete = false;
      continue;
    }
    const instances = (metric.counts === 'perInstance' ? value * ready : value) / metric.servedPerInstancePerMinute;
    if (load !== null && instances <= load) continue;
    load = instances;
    ruling = { value, metric };
  }
  return { load, isComplete, ready, ruling };
}

function validValue(metric: LoadMetric, sample: LoadSample, index: number): number | null {
  const value = sample.values[index] ?? null;
  if (value === null) {
    const isQuiet = metric.whenAbsent === 'zeroIfHealthy' && (sample.healthyHosts ?? 0) > 0;
    return isQuiet ? 0 : null;
  }
  return Number.isFinite(value) && value >= 0 ? value : null;
}
