import { gaussian, mulberry32 } from './seeded-noise.ts';
import { MINUTE_MS, type Trace } from './trace.ts';

export interface WeekdayShape {
  readonly startMs: number;
  readonly hours: number;
  readonly seed: number;
  /** Minutes of local midnight after `startMs`; the shape follows local hours. */
  readonly flashSaleAtMinute: number;
  /** How many times as much as a shop of 1,900 to 18,000 requests a minute. Default 1. */
  readonly scale?: number;
}

/** Requests a minute at each local hour of a working day: a shop that peaks at noon and again in the evening. */
const HOURLY = [
  3_200, 2_400, 1_900, 1_700, 1_800, 2_600, 4_500, 7_500, 10_500, 12_500, 13_500, 14_200, 15_000, 14_600, 13_800,
  13_200, 13_000, 13_600, 15_200, 17_500, 18_000, 15_500, 10_500, 6_000,
] as const;

/** How many times the usual load a flash sale brings at its height. */
const FLASH_SALE_FACTOR = 3;
const FLASH_SALE_RISE_MINUTES = 4;
const FLASH_SALE_FALL_MINUTES = 35;

/** A weekday that depends on nothing but its seed: hourly shape, slow drift, Poisson-like noise and a flash sale. */
export const seededWeekday = (shape: WeekdayShape): Trace => {
  const { scale = 1 } = shape;
  const draw = mulberry32(shape.seed);
  let drift = 0;
  const requests = Array.from({ length: shape.hours * 60 }, (_, minute) => {
    drift = 0.95 * drift + 0.01 * gaussian(draw);
    const usual = scale * hourlyShape(minute) * (1 + drift) * (1 + flashSale(minute - shape.flashSaleAtMinute));
    return Math.max(0, Math.round(usual + Math.sqrt(usual) * gaussian(draw)));
  });
  return {
    name: `seeded weekday (seed ${shape.seed})`,
    startMs: shape.startMs - (shape.startMs % MINUTE_MS),
    requests,
  };
};

const hourlyShape = (minute: number): number => {
  const hour = Math.floor(minute / 60) % 24;
  const share = (minute % 60) / 60;
  return (HOURLY[hour] as number) * (1 - share) + (HOURLY[(hour + 1) % 24] as number) * share;
};

const flashSale = (minutesSince: number): number => {
  if (minutesSince < 0) return 0;
  const height = FLASH_SALE_FACTOR - 1;
  if (minutesSince < FLASH_SALE_RISE_MINUTES) return (height * (minutesSince + 1)) / FLASH_SALE_RISE_MINUTES;
  return height * Math.exp(-(minutesSince - FLASH_SALE_RISE_MINUTES) / FLASH_SALE_FALL_MINUTES);
};
