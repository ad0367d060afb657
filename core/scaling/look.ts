import type { PlantView } from './plant.ts';

/** Ticks that are seen beforehand: as long as a launch takes. */
const TICKS_AHEAD = 4;
/** A size is given up when so many looks in a row did not need it. */
const LOOKS_KEPT = 7;

/**
 * LOOK, a bound: perfect sight of the next four ticks and of nothing else. It has at once what they need at most, and
 * gives capacity up lazily, down to the most that the last seven looks needed.
 *
 * @param demand in instances, one value a tick
 */
export function look(demand: ArrayLike<number>): (view: PlantView) => number {
  const needs: number[] = [];
  return ({ tick, ready, pending }) => {
    const need = needAhead(demand, tick);
    needs.push(need);
    if (needs.length > LOOKS_KEPT) needs.shift();
    const size = ready + pending;
    return need >= size ? need : Math.min(size, Math.max(...needs));
  };
}

/** The most that the tick and those in sight need; at least one instance. */
function needAhead(demand: ArrayLike<number>, tick: number): number {
  let need = 1;
  const last = Math.min(tick + TICKS_AHEAD, demand.length - 1);
  for (let at = tick; at <= last; at += 1) need = Math.max(need, Math.ceil(demand[at] ?? 0));
  return need;
}
