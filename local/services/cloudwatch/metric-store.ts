import type { Kernel, MetricValue } from '../../kernel.ts';
import { MetricSeries } from './metric-series.ts';

export const MINUTE_MS = 60_000;

export interface CloudWatchSettings {
  /**
   * How long after its end a minute of a load balancer, a group or an instance becomes readable. Other namespaces can be read
   * at once. AWS publishes no figure; 20 s is unverified.
   */
  readonly metricLagSeconds: number;
}

/** What of the metrics gets lost, by a test or a scenario: all names where none is given. */
export interface MetricLoss {
  readonly namespace: string;
  readonly name?: string;
  /** Values measured from then on, and before `untilMs`. */
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Namespaces whose values are made up and delivered once a minute. */
const LAGGING_NAMESPACES: ReadonlySet<string> = new Set(['AWS/ApplicationELB', 'AWS/AutoScaling', 'AWS/EC2']);

/** All metrics, by namespace, name and dimensions. */
export class MetricStore {
  readonly settings: CloudWatchSettings;
  readonly #kernel: Kernel;
  readonly #series = new Map<string, MetricSeries>();
  readonly #losses: MetricLoss[] = [];
  /** Publishers pass the same dimensions object each time, so its key is worked out once. */
  readonly #dimensionKeys = new WeakMap<Readonly<Record<string, string>>, string>();

  constructor(kernel: Kernel, settings: Partial<CloudWatchSettings> = {}) {
    this.#kernel = kernel;
    this.settings = { metricLagSeconds: 20, ...settings };
  }

  /** What `kernel.measure` leads to. */
  measure(metric: MetricValue): void {
    if (this.#isLost(metric)) return;
    const key = this.#keyOf(metric.namespace, metric.name, metric.dimensions);
    let series = this.#series.get(key);
    if (series === undefined) {
      series = new MetricSeries(metric.namespace, metric.name, { ...metric.dimensions });
      this.#series.set(key, series);
    }
    const minute = Math.floor((metric.atMs ?? this.#kernel.clock.nowMs) / MINUTE_MS);
    series.add(minute, metric.value, metric.weight ?? 1);
  }

  /** Values that are measured in that span will never arrive, as when their publisher cannot reach CloudWatch. */
  lose(loss: MetricLoss): void {
    this.#losses.push(loss);
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

  #isLost({ namespace, name, atMs = this.#kernel.clock.nowMs }: MetricValue): boolean {
    return this.#losses.some(
      (loss) =>
        loss.namespace === namespace &&
        (loss.name === undefined || loss.name === name) &&
        atMs >= loss.fromMs &&
        atMs < loss.untilMs,
    );
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
