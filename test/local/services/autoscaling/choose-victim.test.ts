import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseVictim } from '../../../../local/services/autoscaling/choose-victim.ts';
import { chooseZones } from '../../../../local/services/autoscaling/choose-zones.ts';
import type { Member } from '../../../../local/services/autoscaling/group.ts';

const HOUR_MS = 3_600_000;
const launchTemplate = { launchTemplateId: 'lt-1', launchTemplateName: 'web', version: '2' };

const member = (instanceId: string, zone: string, changes: Partial<Member> = {}): Member =>
  ({ instanceId, zone, launchTemplate, launchedAtMs: 0, isProtected: false, ...changes }) as Member;

const choose = (members: readonly Member[], policies: readonly string[] = ['Default']): string | undefined =>
  chooseVictim({ members, policies, launchTemplate, nowMs: 10 * HOUR_MS, draw: () => 0 })?.instanceId;

describe('chooseVictim', () => {
  const older = { launchTemplate: { ...launchTemplate, version: '1' } };
  const other = { launchTemplate: { ...launchTemplate, launchTemplateId: 'lt-0' } };
  it.each([
    {
      row: 'takes from the zone with most members before it looks at anything else',
      members: [member('a', 'z1', older), member('b', 'z2'), member('c', 'z2')],
      expected: 'b',
    },
    {
      row: 'takes an instance of another launch template first',
      members: [member('a', 'z1', older), member('b', 'z1', other)],
      expected: 'b',
    },
    {
      row: 'then one of the oldest version of the template',
      members: [member('a', 'z1'), member('b', 'z1', older)],
      expected: 'b',
    },
    {
      row: 'then the one closest to its next billing hour',
      members: [member('a', 'z1', { launchedAtMs: 9.5 * HOUR_MS }), member('b', 'z1', { launchedAtMs: 8.1 * HOUR_MS })],
      expected: 'b',
    },
    {
      row: 'never takes a protected one',
      members: [member('a', 'z1', { ...other, isProtected: true }), member('b', 'z1')],
      expected: 'b',
    },
    {
      row: 'takes none when all are protected',
      members: [member('a', 'z1', { isProtected: true })],
      expected: undefined,
    },
    {
      row: 'passes over a full zone whose members are all protected',
      members: [member('a', 'z1', { isProtected: true }), member('b', 'z1', { isProtected: true }), member('c', 'z2')],
      expected: 'c',
    },
  ])('$row', ({ members, expected }) => {
    expect(choose(members)).toBe(expected);
  });

  it.each([
    { policy: 'OldestInstance', expected: 'old' },
    { policy: 'NewestInstance', expected: 'new' },
    { policy: 'ClosestToNextInstanceHour', expected: 'old' },
  ])('by $policy takes the $expected one', ({ policy, expected }) => {
    const members = [
      member('new', 'z1', { launchedAtMs: 9.9 * HOUR_MS }),
      member('old', 'z1', { launchedAtMs: 0.1 * HOUR_MS }),
    ];
    expect(choose(members, [policy])).toBe(expected);
  });
});

describe('chooseZones', () => {
  it('leaves zones as even as they can be', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 60 }), (before, launches) => {
        const zones = before.map((_, index) => `z${index}`);
        const after = new Map(zones.map((zone, index) => [zone, before[index] ?? 0]));
        const chosen = chooseZones(after, zones, launches);
        expect(chosen).toHaveLength(launches);
        for (const zone of chosen) after.set(zone, (after.get(zone) ?? 0) + 1);
        const least = Math.min(...after.values());
        for (const zone of new Set(chosen)) expect(after.get(zone)).toBeLessThanOrEqual(least + 1);
      }),
    );
  });

  it('chooses none where no zone may be used', () => {
    expect(chooseZones(new Map([['z1', 0]]), [], 3)).toEqual([]);
  });
});
