import { expect, it } from 'vitest';
import { explainLines } from '../../cli/explain/explain-lines.ts';
import { inService } from './watched-world.ts';
import { MINUTE_MS, World } from './world.ts';

/** 10:45 in Rome, three quarters of an hour after the world begins. */
const KICK_OFF_AT_MINUTE = 45;

it('a known event finds its instances ready, though nothing in the load foretells it, and they go when it is over', async () => {
  const world = await World.load({ blueprintFile: 'test/blueprints/match-day.yaml' });
  const startMs = world.nowMs;
  const isOn = (minutes: number) => minutes >= KICK_OFF_AT_MINUTE && minutes < KICK_OFF_AT_MINUTE + 30;
  world.drive((minutes) => (isOn(minutes) ? 28_000 : 3_000));
  await world.settleAt(3_000, 30);
  const before = world.desired();

  await world.cloud.advanceTo(startMs + KICK_OFF_AT_MINUTE * MINUTE_MS);
  expect(before).toBeLessThan(8);
  expect([world.desired(), inService(world)]).toEqual([30, 30]);

  await world.advanceMinutes(29);
  const played = world.rehearsal.series(world.tier()).slice(KICK_OFF_AT_MINUTE);
  expect(played.reduce((sum, { unserved }) => sum + unserved, 0)).toBe(0);

  const [out] = (await world.decisions('tier web')).filter(({ reason }) => reason === 'known-event');
  expect(out?.text).toContain('event derby wants at least 30 until 2026-01-13T10:15:00.000Z');
  if (out === undefined) throw new Error('no decision names the event');
  const lines = explainLines({
    subject: { kind: 'scale', id: 'web' },
    timeZone: null,
    atMs: out.atMs,
    decision: out,
    next: null,
    lastStart: null,
    switchNow: null,
    outcomes: [],
  });
  expect(lines).toContainEqual(
    expect.stringMatching(/^ {2}event +derby, from 2026-01-13T09:45:00.000Z to .*: at least 30/),
  );

  await world.advanceMinutes(60);
  expect(world.desired()).toBeLessThanOrEqual(15);
}, 120_000);
