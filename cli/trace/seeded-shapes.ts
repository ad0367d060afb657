import { gaussian, mulberry32 } from './seeded-noise.ts';
import type { Trace } from './trace.ts';

const HOUR = 60;
const DAY = 24 * HOUR;
const MINUTES = 4 * DAY;
/** Requests a minute of an instance, which tells how noisy a count is. */
const REQUESTS = 600;

/** Load in instances at a minute from the beginning. */
type Shape = (minute: number) => number;

const hourOf = (minute: number): number => Math.floor(minute / HOUR);

/** Every seven hours, for three, so many times the usual. */
const steps =
  (factor: number): Shape =>
  (minute) =>
    hourOf(minute) % 7 >= 4 ? 20 * factor : 20;

const daily: Shape = (minute) => 20 - 12 * Math.cos((2 * Math.PI * minute) / DAY);

const SHAPES: Readonly<Record<string, Shape>> = {
  'steps of 2': steps(2),
  'steps of 5': steps(5),
  'steps of 10': steps(10),
  sawtooth: (minute) => 5 + (35 * (minute % (3 * HOUR))) / (3 * HOUR),
  'cron bursts': (minute) => (minute % HOUR >= 7 && minute % HOUR < 10 ? 60 : 20),
  'level shift': (minute) => (minute < 2 * DAY ? 20 : 80),
  'outage and return': (minute) => (hourOf(minute) >= 60 && hourOf(minute) < 62 ? 0 : daily(minute)),
  'launch from zero': (minute) => (minute < DAY ? 0 : 40 * Math.min(1, (minute - DAY + 1) / 10)),
  'one-minute bursts': (minute) => (minute % HOUR === 7 ? 60 : 15),
};

/** Four days each of what recordings have too little of: sudden, regular and broken load, with the noise of counts. */
export const seededShapes = (seed: number): readonly Trace[] =>
  Object.entries(SHAPES).map(([name, shape], index) => {
    const draw = mulberry32(seed * 1_000 + index);
    const requests = Array.from({ length: MINUTES }, (_, minute) => {
      const usual = REQUESTS * shape(minute);
      return Math.max(0, Math.round(usual + Math.sqrt(usual) * gaussian(draw)));
    });
    return { name, startMs: 0, requests };
  });
