import type { Kernel } from '../kernel.ts';
import type { AutoScalingModel } from '../services/autoscaling/autoscaling-model.ts';
import type { Ec2Model } from '../services/ec2/ec2-model.ts';
import type { Elbv2Model } from '../services/elbv2/elbv2-model.ts';
import { MinuteTally } from './minute-tally.ts';
import { publishMinute, type TierDimensions, tierDimensions } from './publish-minute.ts';
import { type ServedStep, serveStep } from './serve-step.ts';
import { type TierCapacity, tierCapacity } from './tier-capacity.ts';

export const MINUTE_MS = 60_000;
export const STEP_SECONDS = 10;
export const STEPS_PER_MINUTE = 60 / STEP_SECONDS;
export const MS_PER_SECOND = 1000;
export const BASE_LATENCY_MS = 5;

/** Requests that an instance serves at a time where nobody says: as many as make one take 0.1 s. */
export const slotsFor = (servedPerInstancePerMinute: number): number =>
  Math.max(1, Math.round(servedPerInstancePerMinute / 600));

/** The load on one Auto Scaling group. */
export interface Drive {
  readonly groupName: string;
  /** Requests that arrive in the minute which begins then. */
  readonly requestsPerMinute: (minuteStartMs: number) => number;
  readonly servedPerInstancePerMinute: number;
  /** Requests that one instance serves at a time. @default as many as make a request take 0.1 s, at least 1 */
  readonly slotsPerInstance?: number;
  /** Network and everything else that is not waiting or service. @default 5 */
  readonly baseLatencyMs?: number;
}

/** One minute of a driven group. Requests need not be whole numbers; sizes are of the minute's end. */
export interface WorkloadMinute {
  readonly minuteMs: number;
  readonly requests: number;
  readonly served: number;
  /** Refused, lost on a hung target, or abandoned after too long a wait. */
  readonly unserved: number;
  /** Of the requests that were served, waiting and network included. */
  readonly p95LatencyMs: number;
  readonly desired: number;
  /** Reached by the load balancer and answering. */
  readonly ready: number;
  /** From launch to termination. */
  readonly running: number;
}

export interface WorkloadParts {
  readonly ec2: Ec2Model;
  readonly autoscaling: AutoScalingModel;
  readonly elbv2: Elbv2Model;
}

/** Serves the load of one group, step by step, and keeps what came of it. */
export class TierLoad {
  readonly minutes: WorkloadMinute[] = [];
  readonly #kernel: Kernel;
  readonly #parts: WorkloadParts;
  readonly #drive: Drive;
  readonly #slots: number;
  #dimensions: TierDimensions | undefined;
  #tally = new MinuteTally();
  #backlog = 0;
  #minuteMs = Number.NaN;
  #arrivals = 0;
  /** The last step, if nobody waited from before. */
  #last: { readonly capacity: TierCapacity; readonly arrivals: number; readonly step: ServedStep } | undefined;

  constructor(kernel: Kernel, parts: WorkloadParts, drive: Drive) {
    this.#kernel = kernel;
    this.#parts = parts;
    this.#drive = drive;
    this.#slots = drive.slotsPerInstance ?? slotsFor(drive.servedPerInstancePerMinute);
  }

  /** Serve the step that ends now. */
  step(): void {
    const { clock } = this.#kernel;
    const startMs = clock.nowMs - STEP_SECONDS * MS_PER_SECOND;
    const minuteMs = Math.floor(startMs / MINUTE_MS) * MINUTE_MS;
    if (minuteMs !== this.#minuteMs) {
      this.#minuteMs = minuteMs;
      this.#arrivals = this.#drive.requestsPerMinute(minuteMs) / STEPS_PER_MINUTE;
    }
    const { group, targetGroup } = this.#find();
    const capacity = tierCapacity(this.#parts.ec2, group, targetGroup);
    const step = this.#serve(capacity);
    this.#backlog = step.backlog;
    this.#tally.add(this.#arrivals, capacity, step);
    if (clock.nowMs % MINUTE_MS === 0) this.#endMinute(capacity);
  }

  /** A step like the one before has the same outcome. */
  #serve(capacity: TierCapacity): ServedStep {
    const last = this.#last;
    const isSame =
      last !== undefined &&
      last.arrivals === this.#arrivals &&
      last.capacity.serving === capacity.serving &&
      last.capacity.targets === capacity.targets &&
      this.#backlog === 0 &&
      last.step.backlog === 0;
    if (isSame && last.step.abandoned === 0) return last.step;
    const perSecond = this.#drive.servedPerInstancePerMinute / 60;
    const able = { ...capacity, slotsPerInstance: this.#slots, servedPerInstancePerSecond: perSecond };
    const step = serveStep(able, this.#arrivals, this.#backlog, STEP_SECONDS);
    this.#last = this.#backlog === 0 ? { capacity, arrivals: this.#arrivals, step } : undefined;
    return step;
  }

  #endMinute(capacity: TierCapacity): void {
    const { group, targetGroup } = this.#find();
    const tally = this.#tally;
    this.#tally = new MinuteTally();
    const stale = this.#dimensions?.loadBalancers.length !== (targetGroup?.loadBalancers.size ?? 0);
    if (this.#dimensions === undefined || stale) this.#dimensions = tierDimensions(group.name, targetGroup);
    publishMinute(this.#kernel, this.#dimensions, tally, this.#minuteMs);
    const p95Seconds = tally.quantileSeconds(0.95);
    this.minutes.push({
      minuteMs: this.#minuteMs,
      requests: withoutNoise(tally.requests),
      served: withoutNoise(tally.served),
      unserved: withoutNoise(tally.refused + tally.lost + tally.abandoned),
      p95LatencyMs:
        p95Seconds === undefined ? 0 : p95Seconds * MS_PER_SECOND + (this.#drive.baseLatencyMs ?? BASE_LATENCY_MS),
      desired: group.desired,
      ready: capacity.serving,
      running: this.#running(group.members.keys()),
    });
  }

  #running(instanceIds: Iterable<string>): number {
    let running = 0;
    for (const id of instanceIds) {
      const state = this.#parts.ec2.instance(id)?.state;
      if (state === 'pending' || state === 'running') running += 1;
    }
    return running;
  }

  #find() {
    const group = this.#parts.autoscaling.existing(this.#drive.groupName);
    const [arn] = group.targetGroupArns;
    return { group, targetGroup: arn === undefined ? undefined : this.#parts.elbv2.targetGroup(arn) };
  }
}

/** A minute is summed up from steps; what that adds in the last digits would make a whole count more than it is. */
const withoutNoise = (count: number): number => Math.round(count * 1e6) / 1e6;
