import { expect, it } from 'vitest';
import { type AuditedDecision, decisionItem } from '../../../functions/adapters/decision-item.ts';

const audited: AuditedDecision = {
  kind: 'scale',
  decision: { action: 'hold', reason: 'no-data', text: 'Hold.' },
  inputs: {},
  mode: 'on',
  nowMs: 0,
  revision: 1,
};

it('gives decisions about size and about health of one instant and revision a place each', () => {
  const keys = (['scale', 'heal'] as const).map((kind) => decisionItem('TIER#web', { ...audited, kind })['sk']);
  expect(new Set(keys).size).toBe(2);
});
