import type { FaultMaker } from '../create-kernel.ts';
import type { ApiCall, Faults } from '../kernel.ts';
import { type CrashFunctions, crashFunctions } from './crash-functions.ts';
import { type DelayEvents, delayEvents } from './delay-events.ts';
import { type DropEvents, dropEvents } from './drop-events.ts';
import { type DuplicateEvents, duplicateEvents } from './duplicate-events.ts';
import { type FailCalls, failCalls } from './fail-calls.ts';
import { type LackCapacity, lackCapacity } from './lack-capacity.ts';
import { noFaults } from './no-faults.ts';
import { type PauseCalls, pauseCalls } from './pause-calls.ts';
import { type ReachQuota, reachQuota } from './reach-quota.ts';
import { type RefuseKey, refuseKey } from './refuse-key.ts';
import { type ReorderEvents, reorderEvents } from './reorder-events.ts';
import { type StaleReads, staleReads } from './stale-reads.ts';
import type { Fate } from './strike.ts';
import { type ThrottleCalls, throttleCalls } from './throttle-calls.ts';

/** Something that goes wrong on purpose, as a value. */
export type Fault =
  | DropEvents
  | DuplicateEvents
  | DelayEvents
  | ReorderEvents
  | ThrottleCalls
  | FailCalls
  | CrashFunctions
  | PauseCalls
  | StaleReads
  | LackCapacity
  | ReachQuota
  | RefuseKey;

/**
 * What a kernel is given for some faults: equal faults and an equal seed strike equally. Each fault draws from one stream of
 * chance in the order of what happens.
 */
export const createFaults =
  (faults: readonly Fault[]): FaultMaker =>
  (fate) =>
    together(faults.map((fault) => start(fault, fate)));

const start = (fault: Fault, fate: Fate): Partial<Faults> => {
  switch (fault.kind) {
    case 'drop-events':
      return dropEvents(fault, fate);
    case 'duplicate-events':
      return duplicateEvents(fault, fate);
    case 'delay-events':
      return delayEvents(fault, fate);
    case 'reorder-events':
      return reorderEvents(fault, fate);
    case 'throttle-calls':
      return throttleCalls(fault, fate);
    case 'fail-calls':
      return failCalls(fault, fate);
    case 'crash-functions':
      return crashFunctions(fault, fate);
    case 'pause-calls':
      return pauseCalls(fault, fate);
    case 'stale-reads':
      return staleReads(fault, fate);
    case 'lack-capacity':
      return lackCapacity(fault, fate);
    case 'reach-quota':
      return reachQuota(fault, fate);
    case 'refuse-key':
      return refuseKey(fault, fate);
  }
};

/** Several faults at once: copies multiply, delays add up, of errors the first one counts, and calls pass through all. */
export const together = (parts: readonly Partial<Faults>[]): Faults => {
  const all = parts.map((part): Faults => ({ ...noFaults, ...part }));
  return {
    deliveries: (delivery) => all.reduce((copies, each) => copies * each.deliveries(delivery), 1),
    delayMs: (delivery) => all.reduce((sumMs, each) => sumMs + each.delayMs(delivery), 0),
    interrupt: (call) => firstOf(all, (each) => each.interrupt(call)),
    carry: (call, make) => carryThrough(all, call, make),
    launch: (launch) => firstOf(all, (each) => each.launch(launch)),
    indexLagMs: () => Math.max(0, ...all.map((each) => each.indexLagMs())),
  };
};

const carryThrough = (all: readonly Faults[], call: ApiCall, make: () => Promise<unknown>): Promise<unknown> => {
  const [outer, ...inner] = all;
  return outer === undefined ? make() : outer.carry(call, () => carryThrough(inner, call, make));
};

const firstOf = <Value>(all: readonly Faults[], ask: (each: Faults) => Value | undefined): Value | undefined => {
  for (const each of all) {
    const answer = ask(each);
    if (answer !== undefined) return answer;
  }
  return undefined;
};
