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
  /** By service and operation, and whether it is a call without certain members; null: without a limit. */
  readonly #ofOperation = new Map<string, Bucket | null>();
  /** Members that make a difference. */
  readonly #members: readonly string[];
  readonly #shared = new Map<RequestLimit, Bucket>();

  constructor(limits: readonly RequestLimit[]) {
    this.#limits = limits;
    this.#members = limits.flatMap(({ without = [] }) => without);
  }

  /** @returns whether there was a token left for this call */
  take(service: string, operation: string, input: object, nowMs: number): boolean {
    const bucket = this.#bucketOf(service, operation, input, nowMs);
    if (bucket === null) return true;
    const { bucketSize, refillPerSecond } = bucket.limit;
    const refilled = ((nowMs - bucket.filledAtMs) / 1000) * refillPerSecond;
    bucket.tokens = Math.min(bucketSize, bucket.tokens + refilled);
    bucket.filledAtMs = nowMs;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  #bucketOf(service: string, operation: string, input: object, nowMs: number): Bucket | null {
    const has = this.#members.some((member) => member in input);
    const name = `${service}:${operation}${has ? ' in part' : ''}`;
    let found = this.#ofOperation.get(name);
    if (found === undefined) {
      found = this.#open(service, operation, input, nowMs);
      this.#ofOperation.set(name, found);
    }
    return found;
  }

  #open(service: string, operation: string, input: object, nowMs: number): Bucket | null {
    const limits = this.#limits.filter(
      (limit) => limit.service === service && !limit.without?.some((member) => member in input),
    );
    const limit =
      limits.find(({ operations }) => operations?.includes(operation)) ??
      limits.find(({ operations, matching }) => operations === undefined && (matching?.test(operation) ?? true));
    if (limit === undefined) return null;
    const bucket = this.#shared.get(limit) ?? { limit, tokens: limit.bucketSize, filledAtMs: nowMs };
    if (limit.isShared) this.#shared.set(limit, bucket);
    return bucket;
  }
}
