import { describe, expect, it } from 'vitest';
import type { Tier } from '../../../core/blueprint/model.ts';
import type { TierLoadBalancer } from '../../../core/scaling/model.ts';
import { noticeExclusive } from '../../../functions/decisions/notice-exclusive.ts';
import { aGroup, aTier, LOAD_BALANCER, MINUTE_MS, NOW_MS, TARGET_GROUP_ARN } from '../../fakes/builders.ts';
import { MemoryLoadBalancers } from '../../fakes/memory-load-balancers.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';

const GUARDS: Tier['guards'] = { errorRate: 0.02, p95LatencyMs: null };
/** A full hour, which is the turn of the first tier. */
const HOUR_MS = NOW_MS;

const setUp = () => {
  const loadBalancers = new MemoryLoadBalancers();
  const log = new RecordingLog();
  const look = async (isExclusive: boolean | null, { minute = 0, rank = 0, tiers = 100, guards = GUARDS } = {}) => {
    loadBalancers.calls.length = 0;
    const found = new Map<string, TierLoadBalancer>([['web', { ...LOAD_BALANCER, isExclusive }]]);
    const ranks = new Map(Array.from({ length: tiers }, (_, index) => [index === rank ? 'web' : `t${index}`, index]));
    const known = await noticeExclusive(
      {
        tiers: [aTier({ guards })],
        groups: new Map([
          ['group-of-web', aGroup('group-of-web', 4, { targetGroupArns: ['arn:other', TARGET_GROUP_ARN] })],
        ]),
        found,
        ranks,
        nowMs: HOUR_MS + minute * MINUTE_MS,
      },
      loadBalancers,
      log,
    );
    return { isExclusive: known.get('web')?.isExclusive, hasAsked: loadBalancers.calls.length > 0 };
  };
  return { loadBalancers, log, look };
};

describe('whether a load balancer serves no other target group', () => {
  it('is asked once an hour, each tier in its minute', async () => {
    const { loadBalancers, look } = setUp();
    loadBalancers.exclusive.set(TARGET_GROUP_ARN, false);
    expect(await look(true, { minute: 0 })).toEqual({ isExclusive: false, hasAsked: true });
    expect(await look(true, { minute: 1 })).toEqual({ isExclusive: true, hasAsked: false });
    expect(await look(true, { minute: 1, rank: 61 })).toEqual({ isExclusive: false, hasAsked: true });
    expect(await look(true, { minute: 60 })).toEqual({ isExclusive: false, hasAsked: true });
  });

  it('is asked within as many minutes as there are tiers where it is not known', async () => {
    const { loadBalancers, look } = setUp();
    loadBalancers.exclusive.set(TARGET_GROUP_ARN, true);
    expect(await look(null, { minute: 17, tiers: 1 })).toEqual({ isExclusive: true, hasAsked: true });
    expect(await look(null, { minute: 17, tiers: 3 })).toEqual({ isExclusive: null, hasAsked: false });
    expect(await look(null, { minute: 18, tiers: 3 })).toEqual({ isExclusive: true, hasAsked: true });
    expect(await look(null, { minute: 18, tiers: 500 })).toEqual({ isExclusive: null, hasAsked: false });
  });

  it('is not asked where errors are not guarded', async () => {
    const { look } = setUp();
    expect(await look(null, { guards: { errorRate: null, p95LatencyMs: null } })).toMatchObject({ hasAsked: false });
  });

  it('stays as it was while nobody answers, which is told', async () => {
    const { loadBalancers, log, look } = setUp();
    loadBalancers.failure = new Error('slow down');
    expect(await look(true)).toEqual({ isExclusive: true, hasAsked: true });
    expect(log.lines).toMatchObject([{ level: 'error', message: 'load balancers could not be looked at' }]);
    loadBalancers.failure = null;
    expect(await look(true)).toEqual({ isExclusive: true, hasAsked: true });
  });
});
