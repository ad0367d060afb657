/** 15 days: "Data points with a period of 60 seconds (1-minute) are available for 15 days" (API_GetMetricData.html). */
const KEPT_MINUTES = 15 * 24 * 60;

/** What was measured within some span. */
export interface Aggregate {
  sum: number;
  count: number;
  min: number;
  max: number;
}

type Sample = readonly [value: number, weight: number];

/**
 * One metric's values in buckets of one minute, in columns: sums, counts, least and greatest. Single samples are kept only for
 * minutes that have more than one, and only percentiles read them.
 */
export class MetricSeries {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  #firstMinute = 0;
  #sums: number[] = [];
  #counts: number[] = [];
  #mins: number[] = [];
  #maxs: number[] = [];
  readonly #samples = new Map<number, Sample[]>();

  constructor(namespace: string, name: string, dimensions: Readonly<Record<string, string>>) {
    this.namespace = namespace;
    this.name = name;
    this.dimensions = dimensions;
  }

  /** The minute after the last one that holds a value, in minutes since the epoch. */
  get endMinute(): number {
    return this.#firstMinute + this.#sums.length;
  }

  add(minute: number, value: number, weight: number): void {
    const index = this.#open(minute);
    if (index < 0) return;
    const count = this.#counts[index] ?? 0;
    if (count > 0) this.#keepSample(minute, index, value, weight);
    this.#sums[index] = (this.#sums[index] ?? 0) + value * weight;
    this.#counts[index] = count + weight;
    this.#mins[index] = count === 0 ? value : Math.min(this.#mins[index] ?? value, value);
    this.#maxs[index] = count === 0 ? value : Math.max(this.#maxs[index] ?? value, value);
  }

  /** Of the minutes from `from` up to and without `until`; undefined when nothing was measured. */
  aggregate(from: number, until: number): Aggregate | undefined {
    let found: Aggregate | undefined;
    const last = Math.min(until, this.endMinute) - this.#firstMinute;
    for (let index = Math.max(0, from - this.#firstMinute); index < last; index++) {
      const count = this.#counts[index] ?? 0;
      if (count === 0) continue;
      found ??= { sum: 0, count: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
      found.sum += this.#sums[index] ?? 0;
      found.count += count;
      found.min = Math.min(found.min, this.#mins[index] ?? found.min);
      found.max = Math.max(found.max, this.#maxs[index] ?? found.max);
    }
    return found;
  }

  /** The value under which a share of the samples lies, by nearest rank over weights. @param share 0 to 1 */
  percentile(from: number, until: number, share: number): number | undefined {
    const samples: Sample[] = [];
    for (let minute = from; minute < until; minute++) {
      const kept = this.#samples.get(minute);
      const whole = kept === undefined ? this.aggregate(minute, minute + 1) : undefined;
      if (kept !== undefined) samples.push(...kept);
      else if (whole !== undefined) samples.push([whole.sum / whole.count, whole.count]);
    }
    samples.sort(([a], [b]) => a - b);
    const limit = share * samples.reduce((total, [, weight]) => total + weight, 0);
    let seen = 0;
    for (const [value, weight] of samples) {
      seen += weight;
      // Weights are fractions of counts; without slack their sum may end just below the limit.
      if (seen >= limit * (1 - 1e-9)) return value;
    }
    return undefined;
  }

  #keepSample(minute: number, index: number, value: number, weight: number): void {
    let kept = this.#samples.get(minute);
    if (kept === undefined) {
      const count = this.#counts[index] ?? 1;
      kept = [[(this.#sums[index] ?? 0) / count, count]];
      this.#samples.set(minute, kept);
    }
    kept.push([value, weight]);
  }

  /** The column of a minute, made if need be; negative for one that is older than all that is kept. */
  #open(minute: number): number {
    if (this.#sums.length === 0 || minute - this.endMinute > KEPT_MINUTES) this.#restartAt(minute);
    if (minute < this.#firstMinute && this.endMinute - minute <= KEPT_MINUTES) this.#extendBackTo(minute);
    for (let end = this.endMinute; end <= minute; end++) {
      this.#sums.push(0);
      this.#counts.push(0);
      this.#mins.push(0);
      this.#maxs.push(0);
    }
    if (this.#sums.length > 2 * KEPT_MINUTES) this.#dropOldest(this.#sums.length - KEPT_MINUTES);
    return minute - this.#firstMinute;
  }

  #restartAt(minute: number): void {
    this.#firstMinute = minute;
    this.#sums = [];
    this.#counts = [];
    this.#mins = [];
    this.#maxs = [];
    this.#samples.clear();
  }

  #extendBackTo(minute: number): void {
    const added = new Array<number>(this.#firstMinute - minute).fill(0);
    for (const column of [this.#sums, this.#counts, this.#mins, this.#maxs]) column.unshift(...added);
    this.#firstMinute = minute;
  }

  #dropOldest(minutes: number): void {
    for (const column of [this.#sums, this.#counts, this.#mins, this.#maxs]) column.splice(0, minutes);
    this.#firstMinute += minutes;
    for (const minute of this.#samples.keys()) if (minute < this.#firstMinute) this.#samples.delete(minute);
  }
}
