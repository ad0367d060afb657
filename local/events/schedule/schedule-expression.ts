/** When a schedule runs, in whole instants of the clock. */
export type Recurrence =
  | { readonly kind: 'rate'; readonly periodMs: number }
  | { readonly kind: 'at'; readonly atMs: number }
  /** `nextAfter` answers the first occurrence later than an instant, or undefined when there is none. */
  | { readonly kind: 'cron'; readonly nextAfter: (afterMs: number) => number | undefined };
