import type { Kernel, MetricValue } from '../../kernel.ts';
import { MetricSeries } from './metric-series.ts';

export const MINUTE_MS = 60_000;

export interface CloudWatchSettings {
  /**
   * How long after its end a minute of a load balancer, a group or an instance becomes readable. Other namespaces can be read
   * at once. AWS publishes no figure; 20 s is unverified.
   */
  readonly metricLagSeconds: number;
  /**
   * Share of what a load balancer counts in a minute that arrives only `lateSeconds` after its end: sums of younger minutes lack
   * it. Recent minutes are seen to be incomplete (https://github.com/Netflix/atlas/pull/1300); how much is unverified, and none the default.
   */
  readonly late: { readonly share: number; readonly lateSeconds: number };
}

/** What of the metrics a test or a scenario harms, and when: all names where none is given. */
export interface MetricFault {
  readonly namespace: string;
  readonly name?: string;
  readonly fromMs: number;
  /** Exclusive. */
  readonly untilMs: number;
}

/** Namespaces whose values are made up and delivered once a minute. */
const LAGGING_NAMESPACES: ReadonlySet<string> = new Set(['AWS/ApplicationELB', 'AWS/AutoScaling', 'AWS/EC2']);

/** All metrics, by namespace, name and dimensions. */
export class MetricStore {
  readonly settings: CloudWatchSettings;
  readonly #kernel: Kernel;
  readonly #series = new Map<string, MetricSeries>();
  readonly #losses: MetricFault[] = [];
  readonly #failures: MetricFault[] = [];
  /** Publishers pass the same dimensions object each time, so its key is worked out once. */
  readonly #dimensionKeys = new WeakMap<Readonly<Record<string, string>>, string>();

  constructor(kernel: Kernel, settings: Partial<CloudWatchSettings> = {}) {
    this.#kernel = kernel;
    this.settings = { metricLagSeconds: 20, late: { share: 0, lateSeconds: 0 }, ...settings };
  }

  /** What `kernel.measure` leads to. */
  measure(metric: MetricValue): void {
    const { namespace, name, atMs = this.#kernel.clock.nowMs } = metric;
    if (isHit(this.#losses, namespace, name, atMs)) return;
    const key = this.#keyOf(metric.namespace, metric.name, metric.dimensions);
    let series = this.#series.get(key);
    if (series === undefined) {
      series = new MetricSeries(metric.namespace, metric.name, { ...metric.dimensions });
      this.#series.set(key, series);
    }
    const minute = Math.floor(atMs / MINUTE_MS);
    series.add(minute, metric.value, metric.weight ?? 1);
  }

  /** Values that are measured in that span will never arrive, as when their publisher cannot reach CloudWatch. */
  lose(loss: MetricFault): void {
    this.#losses.push(loss);
  }

  /** GetMetricData cannot read them within that span: it answers InternalError in place of their values. */
  fail(failure: MetricFault): void {
    this.#failures.push(failure);
  }

  hasFailed(namespace: string, name: string): boolean {
    return isHit(this.#failures, namespace, name, this.#kernel.clock.nowMs);
  }

  find(namespace: string, name: string, dimensions: Readonly<Record<string, string>>): MetricSeries | undefined {
    return this.#series.get(this.#keyOf(namespace, name, dimensions));
  }

  all(): Iterable<MetricSeries> {
    return this.#series.values();
  }

  /** The minute from which on nothing of a namespace can be read yet, in minutes since the epoch. */
  readableUntilMinute(namespace: string): number {
    const { nowMs } = this.#kernel.clock;
    if (!LAGGING_NAMESPACES.has(namespace)) return Math.floor(nowMs / MINUTE_MS) + 1;
    return Math.floor((nowMs - this.settings.metricLagSeconds * 1000) / MINUTE_MS);
  }

  /** Share of the sum of a minute that has not arrived yet. */
  missingShare(namespace: string, minute: number): number {
    const { share, lateSeconds } = this.settings.late;
    if (share === 0 || namespace !== 'AWS/ApplicationELB') return 0;
    return this.#kernel.clock.nowMs < (minute + 1) * MINUTE_MS + lateSeconds * 1000 ? share : 0;
  }

  #keyOf(namespace: string, name: string, dimensions: Readonly<Record<string, string>>): string {
    let key = this.#dimensionKeys.get(dimensions);
    if (key === undefined) {
      key = Object.entries(dimensions)
        .map(([dimension, value]) => `${dimension}=${value}`)
        .sort()
        .join('\n');
      this.#dimensionKeys.set(dimensions, key);
    }
    return `${namespace}\n${name}\n${key}`;
  }
}

const isHit = (faults: readonly MetricFault[], namespace: string, name: string, atMs: number): boolean =>
  faults.some(
    (fault) =>
      fault.namespace === namespace &&
      (fault.name === undefined || fault.name === name) &&
      atMs >= fault.fromMs &&
      atMs < fault.untilMs,
  );
