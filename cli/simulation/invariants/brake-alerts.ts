import type { Blueprint, Tier } from '../../../core/blueprint/model.ts';
import { instant } from './invariant.ts';
import { MassFailures } from './mass-failures.ts';
import type { Beat, ItemWrite, JournalLine, Observation } from './observation.ts';

/** Three sweeps, beyond the warm-up in which nothing is judged. */
const TOLD_WITHIN_MS = 3 * 60_000;
/** Functions that look at the health of tiers. */
const HEALER = /on-(health-sweep|instance-event)$/;

/** Whether each mass failure of a tier that is healed is told, and told once. */
export class BrakeAlerts {
  readonly #healed: readonly Tier[];
  readonly #failures: MassFailures;
  readonly #brakingSinceMs = new Map<string, number>();
  readonly #toldAtMs = new Map<string, number>();
  /** When functions that look at health were last called, by request. */
  readonly #calledAtMs = new Map<string, number>();

  constructor(blueprint: Blueprint) {
    this.#healed = Object.values(blueprint.tiers).filter(({ healing }) => healing !== null);
    this.#failures = new MassFailures(blueprint);
  }

  problem(seen: Observation): string | null {
    if (seen.kind === 'write') this.#learn(seen);
    if (seen.kind === 'journal') return this.#onLine(seen);
    return seen.kind === 'beat' ? this.#untold(seen) : null;
  }

  #learn(write: ItemWrite): void {
    this.#failures.learn(write);
    if (write.sk !== 'HEALING') return;
    const tierId = write.pk.slice('TIER#'.length);
    if (write.after?.['isBraking'] !== true) this.#brakingSinceMs.delete(tierId);
    else if (!this.#brakingSinceMs.has(tierId)) this.#brakingSinceMs.set(tierId, write.atMs);
  }

  #onLine({ atMs, entry: { kind, subject, detail } }: JournalLine): string | null {
    const requestId = String(detail['requestId']);
    if (kind === 'invocation' && HEALER.test(subject)) this.#calledAtMs.set(requestId, atMs);
    if (kind === 'function-error') this.#onDeath(this.#calledAtMs.get(requestId) ?? Number.POSITIVE_INFINITY, atMs);
    const tierId = kind === 'log' ? alertedTier(String(detail['line'])) : null;
    if (tierId === null) return null;
    const isAgain = this.#isTold(tierId);
    this.#toldAtMs.set(tierId, atMs);
    return isAgain ? `the mass failure of tier ${tierId} is told again` : null;
  }

  /** Who dies between the record of a brake and its line rings the alarm that the line would have rung. */
  #onDeath(calledAtMs: number, atMs: number): void {
    for (const [tierId, sinceMs] of this.#brakingSinceMs) {
      if (sinceMs >= calledAtMs) this.#toldAtMs.set(tierId, atMs);
    }
  }

  #untold(beat: Beat): string | null {
    this.#failures.look(beat);
    for (const { id, warmUpSeconds } of this.#healed) {
      const sinceMs = this.#failures.sinceMs(id);
      const tellByMs = Math.max(sinceMs, beat.calmSinceMs) + warmUpSeconds * 1000 + TOLD_WITHIN_MS;
      if (beat.atMs <= tellByMs || this.#isTold(id)) continue;
      return `the mass failure of tier ${id} since ${instant(sinceMs)} is not told`;
    }
    return null;
  }

  /** Since it is known, or since the tier has braked for it. */
  #isTold(tierId: string): boolean {
    const sinceMs = Math.min(
      this.#failures.sinceMs(tierId),
      this.#brakingSinceMs.get(tierId) ?? Number.POSITIVE_INFINITY,
    );
    return (this.#toldAtMs.get(tierId) ?? Number.NEGATIVE_INFINITY) >= sinceMs;
  }
}

/** The tier whose healing brakes, as the function tells it. */
const alertedTier = (line: string): string | null =>
  line.includes('"healing brakes"') ? (/"tierId":"([^"]+)"/.exec(line)?.[1] ?? null) : null;
