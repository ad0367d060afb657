export interface SleepSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** An execution of sleep-environment or wake-environment, as far as it bears on when an environment slept. */
export interface Turn {
  readonly atMs: number;
  readonly to: 'asleep' | 'waking';
}

/**
 * From the end of each sleep to the beginning of the wake that followed, as far as that lies within a run; an environment that sleeps is
 * not put to sleep anew.
 */
export const sleepSpans = (turns: readonly Turn[], run: SleepSpan): readonly SleepSpan[] => {
  const spans: SleepSpan[] = [];
  let asleepSinceMs: number | undefined;
  for (const { atMs, to } of turns.toSorted((a, b) => a.atMs - b.atMs)) {
    if (to === 'asleep') {
      asleepSinceMs ??= atMs;
    } else if (asleepSinceMs !== undefined) {
      spans.push({ fromMs: asleepSinceMs, untilMs: atMs });
      asleepSinceMs = undefined;
    }
  }
  if (asleepSinceMs !== undefined) spans.push({ fromMs: asleepSinceMs, untilMs: run.untilMs });
  return spans
    .filter(({ untilMs }) => untilMs > run.fromMs)
    .map(({ fromMs, untilMs }) => ({ fromMs: Math.max(fromMs, run.fromMs), untilMs }));
};
