/** What a schedule says of one instant; `any`: nothing, leave it as it is. */
export type ScheduleState = 'running' | 'stopped' | 'any';

/** An instant at which a schedule has something done. */
export interface Edge {
  readonly atMs: number;
  readonly wanted: 'running' | 'stopped';
  /** Of a period with begin and end. A one-sided edge says nothing of the time after it, so it is not made up for when it is late. */
  readonly isBounded: boolean;
}

/** Half-open: from `beginMs`, up to and without `endMs`. */
export interface Span {
  readonly beginMs: number;
  readonly endMs: number;
}

/** A stretch of days of a schedule, as instants. */
export interface Timeline {
  /** When bounded periods want it running: joined, in order, without overlap. */
  readonly running: readonly Span[];
  /** Dates that a calendar treats as off. */
  readonly off: readonly Span[];
  /** One-sided edges, in order; each speaks until the next one or the end of its day. */
  readonly oneSided: readonly (Span & { readonly wanted: 'running' | 'stopped' })[];
  /** Whether all periods have begin and end, so that what lies outside of them is stopped. */
  readonly isBounded: boolean;
}
