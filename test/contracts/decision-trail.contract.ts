import { describe, expect, it } from 'vitest';
import type {
  DecisionKind,
  DecisionSubject,
  DecisionTrail,
  RecordedDecision,
  RecordedOutcome,
} from '../../functions/ports/decision-trail.ts';

const NOON_MS = Date.parse('2026-01-13T12:00:00.000Z');
const MINUTE_MS = 60_000;

export interface TrailContent {
  readonly decisions: readonly (DecisionSubject & RecordedDecision)[];
  readonly outcomes: readonly (DecisionSubject & RecordedOutcome & { readonly atMs: number })[];
}

const aDecision = (
  minute: number,
  kind: DecisionKind = 'scale',
  id = 'web',
  fence: Readonly<Record<string, number>> = {},
): TrailContent['decisions'][number] => ({
  kind,
  id,
  atMs: NOON_MS + minute * MINUTE_MS,
  action: 'scale',
  reason: 'load-above-target',
  text: `${kind} at minute ${minute}`,
  mode: 'on',
  inputs: { want: 12, rails: [{ rail: 'bounds', size: 10, text: 'max is 10' }], ...fence },
});

const web = { kind: 'scale', id: 'web' } as const;
const health = { kind: 'heal', id: 'web' } as const;
const staging = { kind: 'environment', id: 'staging' } as const;

const content: TrailContent = {
  decisions: [
    aDecision(0, 'scale', 'web', { targetVersion: 4 }),
    aDecision(2, 'environment', 'staging', { startedEpoch: 6 }),
    aDecision(3, 'heal'),
    aDecision(5),
    aDecision(6, 'heal'),
    aDecision(9),
  ],
  outcomes: [
    { ...web, version: 4, outcome: 'settled', atMs: NOON_MS + 7 * MINUTE_MS },
    { ...health, version: 5, outcome: 'replaced', atMs: NOON_MS + 8 * MINUTE_MS },
    { ...staging, version: 6, outcome: 'no-capacity', atMs: NOON_MS + 9 * MINUTE_MS },
  ],
};

/** What every audit trail does that has these decisions of the tier web and of the environment staging. */
export const decisionTrailContract = (
  name: string,
  createWith: (content: TrailContent) => Promise<DecisionTrail>,
): void => {
  describe(`DecisionTrail contract: ${name}`, () => {
    const around = async (minute: number, subject: DecisionSubject) => {
      const { decision, next } = await (await createWith(content)).around(subject, NOON_MS + minute * MINUTE_MS);
      return [decision?.text ?? null, next?.text ?? null];
    };

    it.each([
      ['before all of them', -1, web, [null, 'scale at minute 0']],
      ['at the instant of one', 5, web, ['scale at minute 5', 'scale at minute 9']],
      ['between two, past what is about healing', 4, web, ['scale at minute 0', 'scale at minute 5']],
      ['after all of them', 60, web, ['scale at minute 9', null]],
      ['about the health of a tier', 5, health, ['heal at minute 3', 'heal at minute 6']],
      ['about an environment', 5, staging, ['environment at minute 2', null]],
    ])('finds the decision that stood %s, and the next', async (_, minute, subject, expected) => {
      expect(await around(minute, subject)).toEqual(expected);
    });

    it.each([
      ['before it', -1, web, null],
      ['at its instant', 0, web, 'scale at minute 0'],
      ['after decisions that started nothing', 60, web, 'scale at minute 0'],
      ['of a kind that started nothing', 60, health, null],
      ['of an environment', 60, staging, 'environment at minute 2'],
    ])('finds the last decision that started something: %s', async (_, minute, subject, expected) => {
      const trail = await createWith(content);
      expect((await trail.lastStart(subject, NOON_MS + minute * MINUTE_MS))?.text ?? null).toBe(expected);
    });

    it('has nothing of another tier', async () => {
      const api = { kind: 'scale', id: 'api' } as const;
      expect(await around(5, api)).toEqual([null, null]);
      expect(await (await createWith(content)).outcomes(api, 4)).toEqual([]);
    });

    it('keeps what a decision was made from', async () => {
      const { decision } = await (await createWith(content)).around(web, NOON_MS);
      expect(decision).toMatchObject({ atMs: NOON_MS, mode: 'on', inputs: content.decisions[0]?.inputs });
    });

    it.each(content.outcomes)('tells what came of version $version of $kind, and of no other', async (row) => {
      const { version, outcome, atMs } = row;
      const trail = await createWith(content);
      expect(await trail.outcomes(row, version)).toMatchObject([{ version, outcome, atMs }]);
      expect(await trail.outcomes(row, version + 1)).toEqual([]);
    });
  });
};
