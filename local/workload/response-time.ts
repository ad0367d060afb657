import { erlangC } from './erlang-c.ts';

/** An M/M/c queue in its steady state; rates in requests a second. */
export interface Queue {
  readonly servers: number;
  readonly arrivalsPerSecond: number;
  /** Of one server. */
  readonly servedPerSecond: number;
}

/** How long requests stay, from arrival until served. Seconds. */
export interface ResponseTime {
  readonly meanSeconds: number;
  /** The share of requests that take longer. */
  tail(seconds: number): number;
  /** What a share of the requests stays under. @param share below 1 */
  quantile(share: number): number;
}

/**
 * Waiting and service in an M/M/c queue below its capacity. With θ = cμ - λ a request waits with probability C (Erlang C), then
 * exponentially with rate θ, and is served exponentially with rate μ; so
 * P(T > t) = (1 - C) e^(-μt) + C (θ e^(-μt) - μ e^(-θt)) / (θ - μ), and mean C / θ + 1 / μ.
 * Gross, Shortle, Thompson, Harris: Fundamentals of Queueing Theory (2008), section 2.3.
 */
export const responseTime = ({ servers, arrivalsPerSecond, servedPerSecond: mu }: Queue): ResponseTime => {
  const theta = servers * mu - arrivalsPerSecond;
  const waits = erlangC(servers, arrivalsPerSecond / mu);
  return fromTail(waits / theta + 1 / mu, (seconds) => {
    const served = Math.exp(-mu * seconds);
    // Where the rates are equal the sum of both times is Erlang-2.
    const waited =
      Math.abs(theta - mu) < 1e-9 * mu
        ? (1 + mu * seconds) * served
        : (theta * served - mu * Math.exp(-theta * seconds)) / (theta - mu);
    return (1 - waits) * served + waits * waited;
  });
};

/** Above capacity: everybody waits as long as the backlog takes, then is served. */
export const delayedResponseTime = (waitSeconds: number, servedPerSecond: number): ResponseTime =>
  fromTail(waitSeconds + 1 / servedPerSecond, (seconds) =>
    seconds <= waitSeconds ? 1 : Math.exp(-servedPerSecond * (seconds - waitSeconds)),
  );

/** The shorter of two in every share: of what a queue would take and what clients wait for. */
export const shorterResponseTime = (a: ResponseTime, b: ResponseTime): ResponseTime =>
  fromTail(Math.min(a.meanSeconds, b.meanSeconds), (seconds) => Math.min(a.tail(seconds), b.tail(seconds)));

const HALVINGS = 40;

const fromTail = (meanSeconds: number, tail: (seconds: number) => number): ResponseTime => ({
  meanSeconds,
  tail,
  quantile: (share) => {
    let high = meanSeconds;
    while (tail(high) > 1 - share) high *= 2;
    let low = 0;
    for (let halving = 0; halving < HALVINGS; halving++) {
      const middle = (low + high) / 2;
      if (tail(middle) > 1 - share) low = middle;
      else high = middle;
    }
    return high;
  },
});
