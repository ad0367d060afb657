import { describe, expect, it } from 'vitest';
import type { Blueprint } from '../../../core/blueprint/model.ts';
import { scheduleHashes } from '../../../functions/adapters/schedule-hashes.ts';
import { aBlueprint, anEnvironment, aTier } from '../../fakes/builders.ts';

const OFFICE = {
  timeZone: 'Europe/Rome',
  periods: [{ weekdays: [1], beginMinute: 480, endMinute: 1200 }],
  calendars: ['holidays'],
} as const;
const HOLIDAYS = { dates: ['2026-12-25'], treatAs: 'off' } as const;

const blueprint = (changes: Partial<Blueprint> = {}): Blueprint =>
  aBlueprint([], {
    schedules: { 'office-hours': OFFICE },
    calendars: { holidays: HOLIDAYS },
    environments: { staging: anEnvironment() },
    ...changes,
  });
const hashOf = (changes?: Partial<Blueprint>) => scheduleHashes(blueprint(changes))['staging'];

describe('the fingerprint of a schedule', () => {
  it.each([
    { what: 'another time zone', changes: { schedules: { 'office-hours': { ...OFFICE, timeZone: 'Europe/Paris' } } } },
    { what: 'another date in one of its calendars', changes: { calendars: { holidays: { ...HOLIDAYS, dates: [] } } } },
    { what: 'none', changes: { environments: { staging: anEnvironment({ schedule: null }) } } },
  ])('is another one for $what', ({ changes }) => {
    expect(hashOf(changes)).not.toBe(hashOf());
  });

  it.each([
    { what: 'another tier', changes: { tiers: { web: aTier({ min: 3 }) } } },
    { what: 'a calendar that it does not use', changes: { calendars: { holidays: HOLIDAYS, sales: HOLIDAYS } } },
    { what: 'other stages', changes: { environments: { staging: anEnvironment({ stages: ['web'] }) } } },
  ])('is the same for $what', ({ changes }) => {
    expect(hashOf(changes)).toBe(hashOf());
  });
});
