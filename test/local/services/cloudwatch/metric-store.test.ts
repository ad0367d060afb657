import { describe, expect, it } from 'vitest';
import { MetricStore } from '../../../../local/services/cloudwatch/metric-store.ts';
import { DemoFleet, minutes, START_MS } from '../../workload/demo-fleet.ts';

const DIMENSIONS = {};

/** A store that loses minutes 2 to 4 of something and then gets ten minutes of two metrics of the shop. */
const storeThatLoses = (what: { readonly namespace: string; readonly name?: string }): MetricStore => {
  const store = new MetricStore(new DemoFleet().kernel);
  store.lose({ ...what, fromMs: START_MS + minutes(2), untilMs: START_MS + minutes(5) });
  for (let minute = 0; minute < 10; minute++) {
    for (const name of ['Orders', 'Errors']) {
      store.measure({
        namespace: 'Shop',
        name,
        dimensions: DIMENSIONS,
        value: minute,
        atMs: START_MS + minutes(minute),
      });
    }
  }
  return store;
};

const presentMinutes = (store: MetricStore, name: string): number[] => {
  const series = store.find('Shop', name, DIMENSIONS);
  const first = START_MS / minutes(1);
  return Array.from({ length: 10 }, (_, minute) => minute).filter(
    (minute) => series?.aggregate(first + minute, first + minute + 1) !== undefined,
  );
};

const ALL = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const WITHOUT_2_TO_4 = [0, 1, 5, 6, 7, 8, 9];

describe('what a metric store loses', () => {
  it.each([
    { row: 'one metric', what: { namespace: 'Shop', name: 'Orders' }, orders: WITHOUT_2_TO_4, errors: ALL },
    { row: 'a whole namespace', what: { namespace: 'Shop' }, orders: WITHOUT_2_TO_4, errors: WITHOUT_2_TO_4 },
    { row: 'nothing of another namespace', what: { namespace: 'Mill' }, orders: ALL, errors: ALL },
  ])('is $row, from the first instant up to and without the last', ({ what, orders, errors }) => {
    const store = storeThatLoses(what);
    expect([presentMinutes(store, 'Orders'), presentMinutes(store, 'Errors')]).toEqual([orders, errors]);
  });

  it('is what is measured now when no time is given', () => {
    const fleet = new DemoFleet();
    const store = new MetricStore(fleet.kernel);
    const { nowMs } = fleet.kernel.clock;
    store.lose({ namespace: 'Shop', fromMs: nowMs, untilMs: nowMs + minutes(1) });
    store.measure({ namespace: 'Shop', name: 'Orders', dimensions: DIMENSIONS, value: 1 });
    expect(store.find('Shop', 'Orders', DIMENSIONS)).toBeUndefined();
  });
});
