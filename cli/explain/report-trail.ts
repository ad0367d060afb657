import * as z from 'zod';
import type { DecisionTrail, RecordedOutcome } from '../../functions/ports/decision-trail.ts';
import { UsageError } from '../usage-error.ts';

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
  outcomes: z.array(z.object({ tierId: z.string(), targetVersion: z.number(), outcome: z.string(), atMs: z.number() })),
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

  /** Tiers that it has decisions of. */
  get tierIds(): readonly string[] {
    const subjects = this.#report.decisions.filter(({ kind }) => kind === 'scale').map(({ subject }) => subject);
    return [...new Set(subjects)].map((subject) => subject.replace(/^tier /, ''));
  }

  async around(tierId: string, atMs: number) {
    const decisions = this.#report.decisions.filter(
      ({ subject, kind }) => subject === `tier ${tierId}` && kind === 'scale',
    );
    return {
      decision: decisions.findLast((decision) => decision.atMs <= atMs) ?? null,
      next: decisions.find((decision) => decision.atMs > atMs) ?? null,
    };
  }

  async outcomes(tierId: string): Promise<readonly RecordedOutcome[]> {
    return this.#report.outcomes.filter((outcome) => outcome.tierId === tierId);
  }
}

const jsonOf = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file}: is not JSON: ${(cause as Error).message}`, { cause });
  }
};
