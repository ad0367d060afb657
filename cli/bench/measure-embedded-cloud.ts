import { measureConditionalWrites } from './measure-conditional-writes.ts';
import { measureEvents } from './measure-events.ts';
import { measureExecutions } from './measure-executions.ts';
import { measurePeerExecutions } from './measure-peer-executions.ts';
import type { Rate } from './rate.ts';

/** The rates of the embedded cloud's engines, one after the other in this process. */
export const measureEmbeddedCloud = async (): Promise<readonly Rate[]> => {
  const rates: Rate[] = [];
  for (const measure of [measureExecutions, measurePeerExecutions, measureEvents, measureConditionalWrites]) {
    rates.push(...(await measure()));
  }
  return rates;
};
