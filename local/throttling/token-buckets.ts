import type { RequestLimit } from './request-limits.ts';

interface Bucket {
  readonly limit: RequestLimit;
  tokens: number;
  filledAtMs: number;
}

/**
 * Buckets that calls take tokens from and that refill with time: "Each request that you make removes one token", "The bucket cannot
 * hold more than its maximum number of tokens". https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 * They refill evenly here, and not once a second.
 */
export class TokenBuckets {
  readonly #limits: readonly RequestLimit[];
  /** By service and operation, in the order of the limits: the first that is about a call is the call's. */
  readonly #ofOperation = new Map<string, readonly Bucket[]>();
  readonly #shared = new Map<RequestLimit, Bucket>();

  constructor(limits: readonly RequestLimit[]) {
    this.#limits = limits;
  }

  /** @returns whether there was a token left for this call */
  take(service: string, operation: string, input: object, nowMs: number): boolean {
    const bucket = this.#bucketsOf(service, operation, nowMs).find(
      ({ limit }) => !limit.without?.some((member) => member in input),
    );
    if (bucket === undefined) return true;
    const { bucketSize, refillPerSecond } = bucket.limit;
    const refilled = ((nowMs - bucket.filledAtMs) / 1000) * refillPerSecond;
    bucket.tokens = Math.min(bucketSize, bucket.tokens + refilled);
    bucket.filledAtMs = nowMs;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  #bucketsOf(service: string, operation: string, nowMs: number): readonly Bucket[] {
    const name = `${service}:${operation}`;
    const known = this.#ofOperation.get(name);
    if (known !== undefined) return known;
    const limits = this.#limits.filter((limit) => limit.service === service);
    const buckets = [
      ...limits.filter(({ operations }) => operations?.includes(operation)),
      ...limits.filter(({ operations, matching }) => operations === undefined && (matching?.test(operation) ?? true)),
    ].map((limit) => this.#open(limit, nowMs));
    this.#ofOperation.set(name, buckets);
    return buckets;
  }

  #open(limit: RequestLimit, nowMs: number): Bucket {
    const bucket = this.#shared.get(limit) ?? { limit, tokens: limit.bucketSize, filledAtMs: nowMs };
    if (limit.isShared) this.#shared.set(limit, bucket);
    return bucket;
  }
}
