import * as z from 'zod';
import type {
  DecisionKind,
  DecisionSubject,
  DecisionTrail,
  RecordedDecision,
  RecordedOutcome,
} from '../../functions/ports/decision-trail.ts';
import { UsageError } from '../usage-error.ts';
import { startedVersion } from './explained.ts';

const tier = z.object({ tierId: z.string(), group: z.string() });
const schema = z.object({
  run: z.object({ startMs: z.number(), hours: z.number(), timeZone: z.string() }),
  decisions: z.array(
    z.object({
      atMs: z.number(),
      subject: z.string(),
      kind: z.string(),
      action: z.string(),
      reason: z.string(),
      text: z.string(),
      mode: z.string(),
      inputs: z.record(z.string(), z.unknown()),
    }),
  ),
  outcomes: z.array(
    z.object({ kind: z.string(), id: z.string(), version: z.number(), outcome: z.string(), atMs: z.number() }),
  ),
  tiers: z.array(tier),
  otherTiers: z.array(tier),
});

const HOUR_MS = 3_600_000;

/** The audit trail of a simulation, from the `report.json` that it wrote. */
export class ReportTrail implements DecisionTrail {
  readonly #report: z.output<typeof schema>;

  /** @throws `UsageError` when the text is not that of a report */
  constructor(text: string, file: string) {
    const parsed = schema.safeParse(jsonOf(text, file));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new UsageError(
        `${file}: ${issue?.path.join('.')}: ${issue?.message}; must be a report.json of this version of simulate`,
      );
    }
    this.#report = parsed.data;
  }

  get timeZone(): string {
    return this.#report.run.timeZone;
  }

  /** Beginning and end of the simulation, milliseconds since 1970. */
  get span(): { readonly fromMs: number; readonly untilMs: number } {
    const { startMs, hours } = this.#report.run;
    return { fromMs: startMs, untilMs: startMs + hours * HOUR_MS };
  }

  /** Tiers or environments that it has decisions of that kind of. */
  idsOf(kind: DecisionKind): readonly string[] {
    const subjects = this.#report.decisions.filter((decision) => decision.kind === kind).map(({ subject }) => subject);
    return [...new Set(subjects)].map((subject) => subject.replace(/^\w+ /, ''));
  }

  /** The tier of a group; undefined: there is none. */
  tierOf(group: string): string | undefined {
    const { tiers, otherTiers } = this.#report;
    return [...tiers, ...otherTiers].find((each) => each.group === group)?.tierId;
  }

  #decisionsOf({ kind, id }: DecisionSubject): readonly RecordedDecision[] {
    const name = `${kind === 'environment' ? 'environment' : 'tier'} ${id}`;
    return this.#report.decisions.filter((each) => each.subject === name && each.kind === kind);
  }

  async around({ kind, id }: DecisionSubject, atMs: number) {
    const decisions = this.#decisionsOf({ kind, id });
    return {
      decision: decisions.findLast((decision) => decision.atMs <= atMs) ?? null,
      next: decisions.find((decision) => decision.atMs > atMs) ?? null,
    };
  }

  async lastStart(subject: DecisionSubject, atMs: number) {
    const started = this.#decisionsOf(subject).filter((each) => startedVersion(each) !== null);
    return started.findLast((decision) => decision.atMs <= atMs) ?? null;
  }

  async outcomes({ kind, id }: DecisionSubject, version: number): Promise<readonly RecordedOutcome[]> {
    return this.#report.outcomes.filter((each) => each.kind === kind && each.id === id && each.version === version);
  }
}

const jsonOf = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file}: is not JSON: ${(cause as Error).message}`, { cause });
  }
};
