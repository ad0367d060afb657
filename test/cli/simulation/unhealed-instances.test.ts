import { describe, expect, it } from 'vitest';
import type { HealReport } from '../../../cli/report/report.ts';
import { unhealedInstances } from '../../../cli/simulation/unhealed-instances.ts';

const heal = (instanceId: string, outcome: string, endedAtMs = 60_000): HealReport => ({
  tierId: 'jobs',
  instanceId,
  outcome,
  execution: `e-${outcome}`,
  hungAtMs: null,
  endedAtMs,
});
const hung = (instanceId: string | null) => ({ instanceId, atMs: 5 });
const web = { id: 'web', isHealed: true };

describe('an instance that is not healed', () => {
  it.each([
    [
      'hung and nobody replaced it',
      [hung('i-1')],
      [],
      { tierId: 'web', hungAtMs: 5, isHealedTier: true, attempts: [] },
    ],
    [
      'hung, and its replacement failed',
      [hung('i-1')],
      [heal('i-1', 'not-healthy'), heal('i-2', 'replaced')],
      { tierId: 'web', hungAtMs: 5, isHealedTier: true, attempts: [heal('i-1', 'not-healthy')] },
    ],
    [
      'was found bad in another tier, and its replacement failed twice, the last time told first',
      [],
      [heal('i-1', 'not-healthy', 90_000), heal('i-1', 'call-failed')],
      {
        tierId: 'jobs',
        hungAtMs: null,
        isHealedTier: true,
        attempts: [heal('i-1', 'call-failed'), heal('i-1', 'not-healthy', 90_000)],
      },
    ],
  ])('%s', (_, hungOnes, heals, expected) => {
    expect(unhealedInstances(web, hungOnes, heals)).toEqual([{ instanceId: 'i-1', ...expected }]);
  });

  it('is told of a tier that names no healing policy', () => {
    expect(unhealedInstances({ ...web, isHealed: false }, [hung('i-1')], [])).toMatchObject([{ isHealedTier: false }]);
  });

  it.each([
    ['has not hung yet', [hung(null)], []],
    ['was replaced', [hung('i-1')], [heal('i-1', 'replaced')]],
    ['was replaced after an attempt that failed', [], [heal('i-1', 'not-healthy'), heal('i-1', 'replaced')]],
  ])('is none that %s', (_, hungOnes, heals) => {
    expect(unhealedInstances(web, hungOnes, heals)).toEqual([]);
  });
});
