import { describe, expect, it } from 'vitest';
import type { DecisionTrail, RecordedDecision, RecordedOutcome } from '../../functions/ports/decision-trail.ts';

const NOON_MS = Date.parse('2026-01-13T12:00:00.000Z');
const MINUTE_MS = 60_000;

export interface TrailContent {
  readonly decisions: readonly (RecordedDecision & { readonly kind: 'scale' | 'heal' })[];
  readonly outcome: RecordedOutcome;
}

const aDecision = (minute: number, kind: 'scale' | 'heal' = 'scale'): TrailContent['decisions'][number] => ({
  kind,
  atMs: NOON_MS + minute * MINUTE_MS,
  action: 'scale',
  reason: 'load-above-target',
  text: `decided at minute ${minute}`,
  mode: 'on',
  inputs: { want: 12, rails: [{ rail: 'bounds', size: 10, text: 'max is 10' }] },
});

const content: TrailContent = {
  decisions: [aDecision(0), aDecision(3, 'heal'), aDecision(5), aDecision(6, 'heal'), aDecision(9)],
  outcome: { targetVersion: 4, outcome: 'settled', atMs: NOON_MS + 7 * MINUTE_MS },
};

/** What every audit trail does that has these decisions of the tier web. */
export const decisionTrailContract = (
  name: string,
  createWith: (content: TrailContent) => Promise<DecisionTrail>,
): void => {
  describe(`DecisionTrail contract: ${name}`, () => {
    const around = async (minute: number, tierId = 'web') => {
      const { decision, next } = await (await createWith(content)).around(tierId, NOON_MS + minute * MINUTE_MS);
      return [decision?.text ?? null, next?.text ?? null];
    };

    it.each([
      ['before all of them', -1, [null, 'decided at minute 0']],
      ['at the instant of one', 5, ['decided at minute 5', 'decided at minute 9']],
      ['between two, past what is about healing', 4, ['decided at minute 0', 'decided at minute 5']],
      ['after all of them', 60, ['decided at minute 9', null]],
    ])('finds the decision that stood %s, and the next', async (_, minute, expected) => {
      expect(await around(minute)).toEqual(expected);
    });

    it('has nothing of another tier', async () => {
      expect(await around(5, 'api')).toEqual([null, null]);
      expect(await (await createWith(content)).outcomes('api')).toEqual([]);
    });

    it('keeps what a decision was made from', async () => {
      const { decision } = await (await createWith(content)).around('web', NOON_MS);
      expect(decision).toMatchObject({ atMs: NOON_MS, mode: 'on', inputs: content.decisions[0]?.inputs });
    });

    it('tells what came of it', async () => {
      expect(await (await createWith(content)).outcomes('web')).toMatchObject([content.outcome]);
    });
  });
};
