/** One part of the benchmarks, in Markdown. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}
