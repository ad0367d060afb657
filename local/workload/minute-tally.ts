import type { ResponseTime } from './response-time.ts';
import type { ServedStep } from './serve-step.ts';
import type { TierCapacity } from './tier-capacity.ts';

/** A response time and how many requests it stands for. */
export interface WeightedResponseTime {
  readonly served: number;
  readonly responseTime: ResponseTime;
}

/** What the steps of one minute come to. */
export class MinuteTally {
  requests = 0;
  served = 0;
  refused = 0;
  lost = 0;
  /** Those of the lost whose target took no connection. */
  unconnected = 0;
  abandoned = 0;
  /** Requests over the targets they were spread over, as RequestCountPerTarget has it. */
  requestsPerTarget = 0;
  readonly responseTimes: WeightedResponseTime[] = [];
  #utilization = 0;
  #steps = 0;

  add(arrivals: number, capacity: TierCapacity, step: ServedStep): void {
    this.requests += arrivals;
    this.served += step.served;
    this.refused += step.refused;
    this.lost += step.lost;
    if (step.lost > 0) this.unconnected += (step.lost * capacity.unreachable) / (capacity.targets - capacity.serving);
    this.abandoned += step.abandoned;
    if (capacity.targets > 0) this.requestsPerTarget += arrivals / capacity.targets;
    this.#utilization += step.utilization;
    this.#steps += 1;
    if (step.responseTime === undefined || step.served === 0) return;
    const last = this.responseTimes.at(-1);
    // Steps of a quiet minute share one response time.
    if (last?.responseTime === step.responseTime) {
      this.responseTimes[this.responseTimes.length - 1] = { ...last, served: last.served + step.served };
    } else {
      this.responseTimes.push({ served: step.served, responseTime: step.responseTime });
    }
  }

  get meanUtilization(): number {
    return this.#steps === 0 ? 0 : this.#utilization / this.#steps;
  }

  /** What a share of the minute's served requests stays under, in seconds; undefined when none was served. */
  quantileSeconds(share: number): number | undefined {
    const [first] = this.responseTimes;
    if (first === undefined) return undefined;
    if (this.responseTimes.length === 1) return first.responseTime.quantile(share);
    const quantiles = this.responseTimes.map(({ responseTime }) => responseTime.quantile(share));
    let low = Math.min(...quantiles);
    let high = Math.max(...quantiles);
    // The quantile of a mixture lies between those of its parts.
    for (let halving = 0; halving < 30; halving++) {
      const middle = (low + high) / 2;
      if (this.#tail(middle) > 1 - share) low = middle;
      else high = middle;
    }
    return high;
  }

  #tail(seconds: number): number {
    let over = 0;
    for (const { served, responseTime } of this.responseTimes) over += served * responseTime.tail(seconds);
    return over / this.served;
  }
}
