import { describe, expect, it } from 'vitest';
import { compareShadow } from '../../../cli/report/compare-shadow.ts';
import { htmlReport } from '../../../cli/report/html-report.ts';
import { terminalReport } from '../../../cli/report/terminal-report.ts';
import type { PolicySpec } from '../../../core/blueprint/model.ts';
import { aTier } from '../../core/scaling/scale-fixture.ts';
import { aMinute, aReport } from './builders.ts';

const at = (target: number): PolicySpec => ({
  type: 'target-tracking',
  target,
  scaleOutMinutes: 1,
  scaleInMinutes: 15,
});
/** Two hours that need five instances. */
const series = Array.from({ length: 120 }, (_, minute) => aMinute(minute, { requests: 5_000 }));

describe('compareShadow', () => {
  it('runs both policies on the plant over the same load', () => {
    const tier = aTier({ policy: at(0.5), shadow: at(1), warmUpSeconds: 180 });
    const compared = compareShadow(series, tier, 1_000);
    // Five to begin with; the tier's own policy has ten ordered from the second minute on.
    expect(compared?.own).toEqual({
      policy: 'target-tracking',
      instanceHours: (5 + 10 * 119) / 60,
      unservedShare: 0,
      cost: (5 + 10 * 119) / 60,
    });
    expect(compared?.shadow).toMatchObject({ instanceHours: 10, cost: 10 });
  });

  it('gives the shadow the guard rails that it would have', () => {
    const rails = { tolerance: 0, stabilisationMinutes: 0, scaleOutCooldownSeconds: 0, scaleInCooldownSeconds: 0 };
    const tier = aTier({ policy: at(0.5), shadow: at(0.5), shadowGuardRails: { ...rails, tolerance: 1 } });
    const { own, shadow } = compareShadow(series, tier, 1_000) ?? {};
    // Doubling the fleet is within a tolerance of 100 %.
    expect([own?.instanceHours, shadow?.instanceHours]).toEqual([(5 + 10 * 119) / 60, 10]);
  });

  it('has nothing to compare without a shadow', () => {
    expect(compareShadow(series, aTier(), 1_000)).toBeNull();
  });

  it('prices what is not served', () => {
    const rising = [...series.slice(0, 10), ...Array.from({ length: 10 }, () => aMinute(0, { requests: 15_000 }))];
    const tier = aTier({ policy: at(0.5), shadow: at(1), warmUpSeconds: 180, unservedPrice: 20 });
    const { shadow } = compareShadow(rising, tier, 1_000) ?? { shadow: null };
    // Five minutes pass until what was ordered serves, each short of 10.
    expect(shadow?.unservedShare).toBeCloseTo((10 * 5) / (50 + 150), 9);
    expect((shadow?.cost ?? 0) - (shadow?.instanceHours ?? 0)).toBeCloseTo((20 * 10 * 5) / 60, 9);
  });
});

describe('a report of a tier with a shadow', () => {
  const cost = { instanceHours: 20, unservedShare: 0.001, cost: 25 };
  const report = aReport();
  const shadowed = {
    ...report,
    tiers: report.tiers.map((tier) => ({
      ...tier,
      shadow: { own: { ...cost, policy: 'step' }, shadow: { ...cost, policy: 'hpa', cost: 22.5 } },
    })),
  };

  it('shows both costs on a terminal', () => {
    const lines = terminalReport(shadowed, {
      columns: 80,
      servedPerInstancePerMinute: { web: 1000 },
      decisions: 1,
      folder: 'my-out',
    });
    expect(lines).toContain(
      '  step                          20.0 instance-hours   0.100 % unserved, cost 25.0 with the price of that',
    );
    expect(lines.some((line) => line.includes('hpa (shadow)') && line.includes('cost 22.5'))).toBe(true);
  });

  it('shows both costs on the page', () => {
    const page = htmlReport(shadowed, 'my-out');
    expect(page).toContain('<tr><th>step</th><td>20.0</td><td>0.100 %</td><td>25.0</td></tr>');
    expect(page).toContain('<tr><th>hpa (shadow)</th><td>20.0</td><td>0.100 %</td><td>22.5</td></tr>');
    expect(htmlReport(report, 'my-out')).not.toContain('(shadow)');
  });
});
