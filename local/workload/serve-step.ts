import { delayedResponseTime, type ResponseTime, responseTime, shorterResponseTime } from './response-time.ts';

/** How long a request waits before its client gives up. */
export const PATIENCE_SECONDS = 10;

/** What a tier can do, and who gets the requests. */
export interface Capacity {
  /** Targets that the load balancer sends requests to. */
  readonly targets: number;
  /** Those of them whose web process answers. */
  readonly serving: number;
  readonly slotsPerInstance: number;
  readonly servedPerInstancePerSecond: number;
}

/** Requests of one step, in numbers that need not be whole. */
export interface ServedStep {
  readonly served: number;
  /** No target at all: refused by the load balancer. */
  readonly refused: number;
  /** Sent to a target that does not answer. */
  readonly lost: number;
  /** Waited for longer than anybody does. */
  readonly abandoned: number;
  /** Still waiting at the end. */
  readonly backlog: number;
  /** Share of the capacity in use, 0 to 1. */
  readonly utilization: number;
  /** Of those that are served; undefined: none are. */
  readonly responseTime: ResponseTime | undefined;
}

/**
 * Serve the requests of one step. The load balancer spreads them evenly, so a target that does not answer loses its share.
 * Below capacity the rest are served after the waiting of an M/M/c queue; above it, as a fluid: what is not served waits, and what
 * would wait for longer than `PATIENCE_SECONDS` is abandoned.
 *
 * @param arrivals requests that arrive within the step
 * @param backlog requests that wait from before
 */
export const serveStep = (capacity: Capacity, arrivals: number, backlog: number, stepSeconds: number): ServedStep => {
  const { targets, serving, slotsPerInstance, servedPerInstancePerSecond } = capacity;
  if (serving === 0) {
    const [refused, lost] = targets === 0 ? [arrivals, 0] : [0, arrivals];
    return { served: 0, refused, lost, abandoned: backlog, backlog: 0, utilization: 0, responseTime: undefined };
  }
  const lost = arrivals * (1 - serving / targets);
  const accepted = arrivals - lost;
  const ratePerSecond = serving * servedPerInstancePerSecond;
  const waiting = backlog + accepted;
  const served = Math.min(waiting, ratePerSecond * stepSeconds);
  const left = Math.min(waiting - served, ratePerSecond * PATIENCE_SECONDS);
  const isSteady = backlog === 0 && left === 0 && accepted < ratePerSecond * stepSeconds;
  return {
    served,
    refused: 0,
    lost,
    abandoned: waiting - served - left,
    backlog: left,
    utilization: served / (ratePerSecond * stepSeconds),
    responseTime: isSteady
      ? steadyResponseTime(capacity, accepted / stepSeconds)
      : delayedResponseTime(Math.max(backlog, left) / ratePerSecond, servedPerInstancePerSecond / slotsPerInstance),
  };
};

/** Just below capacity the steady state of an M/M/c queue, which it never reaches, has waits that nobody waits for. */
const steadyResponseTime = (capacity: Capacity, arrivalsPerSecond: number): ResponseTime => {
  const { serving, slotsPerInstance, servedPerInstancePerSecond } = capacity;
  const servedPerSecond = servedPerInstancePerSecond / slotsPerInstance;
  return shorterResponseTime(
    responseTime({ servers: serving * slotsPerInstance, arrivalsPerSecond, servedPerSecond }),
    delayedResponseTime(PATIENCE_SECONDS, servedPerSecond),
  );
};
