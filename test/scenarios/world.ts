import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { assemblyOf } from '../../cli/assembly/assembly-cache.ts';
import type { DecisionRow } from '../../cli/report/report.ts';
import { readDecisions } from '../../cli/simulation/read-decisions.ts';
import { Rehearsal, type RehearsalSettings } from '../../cli/simulation/rehearsal.ts';
import type { Blueprint, Tier } from '../../core/blueprint/model.ts';
import { parseBlueprint } from '../../core/blueprint/parse-blueprint.ts';
import type { JournalEntry, JournalKind } from '../../local/kernel.ts';
import { withProfile } from './fault-profile.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Tuesday 2026-01-13, 10:00 in Rome: staging is awake and nothing is due. */
export const TUESDAY_10_MS = Date.parse('2026-01-13T09:00:00Z');

export interface WorldSettings extends Partial<Omit<RehearsalSettings, 'assembly' | 'blueprint'>> {
  /** @default 'rubato.yaml' */
  readonly blueprintFile?: string;
}

/** An assembly of ours in the embedded cloud, with words for what scenarios do and look at. */
export class World {
  readonly rehearsal: Rehearsal;

  private constructor(rehearsal: Rehearsal) {
    this.rehearsal = rehearsal;
  }

  static async load({ blueprintFile = 'rubato.yaml', ...settings }: WorldSettings = {}): Promise<World> {
    const blueprint = readBlueprint(blueprintFile);
    const { folder } = await assemblyOf(resolve(blueprintFile));
    return new World(
      await Rehearsal.start({
        seed: 1,
        startAtMs: TUESDAY_10_MS,
        ...settings,
        faults: withProfile(settings.faults),
        assembly: folder,
        blueprint,
      }),
    );
  }

  get cloud(): Rehearsal['cloud'] {
    return this.rehearsal.cloud;
  }

  get nowMs(): number {
    return this.rehearsal.nowMs;
  }

  tier(id = 'web'): Tier {
    const tier = this.rehearsal.blueprint.tiers[id];
    if (tier === undefined) throw new Error(`the blueprint has no tier ${id}`);
    return tier;
  }

  /** Traffic in requests a minute, by minutes since now. */
  drive(requestsAfter: (minutes: number) => number, tierId = 'web'): void {
    const startMs = this.nowMs;
    this.rehearsal.drive(this.tier(tierId), (minuteMs) => requestsAfter((minuteMs - startMs) / MINUTE_MS));
  }

  async advanceMinutes(minutes: number): Promise<void> {
    await this.cloud.advance(minutes * MINUTE_MS);
  }

  /** Let a fleet of the right size settle under a steady load before a scenario begins. */
  async settleAt(requestsPerMinute: number, minutes = 20): Promise<void> {
    await this.rehearsal.sizeFor(this.tier(), requestsPerMinute);
    await this.advanceMinutes(minutes);
  }

  desired(group = 'rubato-demo-web'): number {
    const found = this.cloud.autoscaling.group(group);
    if (found === undefined) throw new Error(`there is no group ${group}`);
    return found.desired;
  }

  async decisions(subject?: string): Promise<DecisionRow[]> {
    const rows = await readDecisions(this.rehearsal, 0);
    return subject === undefined ? rows : rows.filter((row) => row.subject === subject);
  }

  journal(kind: JournalKind, subject?: string | RegExp): JournalEntry[] {
    return this.cloud.journal.entries.filter(
      (entry) =>
        entry.kind === kind &&
        (subject === undefined ||
          (typeof subject === 'string' ? entry.subject === subject : subject.test(entry.subject))),
    );
  }
}

const readBlueprint = (file: string): Blueprint => {
  const result = parseBlueprint(readFileSync(file, 'utf8'), file);
  if (!result.isValid) throw new Error(result.problems.map(({ text }) => text).join('\n'));
  return result.blueprint;
};
