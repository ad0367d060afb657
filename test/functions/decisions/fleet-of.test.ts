import { describe, expect, it } from 'vitest';
import { fleetOf } from '../../../functions/decisions/fleet-of.ts';
import { aGroup, aMember, INSTALLATION } from '../../fakes/builders.ts';

const member = (lifecycleState: string, isHealthy = true) => aMember(1, { lifecycleState, isHealthy });

describe('what a group looks like to a decision about its size', () => {
  it.each([
    { state: 'InService', isHealthy: true, counts: { ready: 1, pending: 0, unhealthy: 0 } },
    { state: 'InService', isHealthy: false, counts: { ready: 0, pending: 0, unhealthy: 1 } },
    { state: 'Pending', isHealthy: true, counts: { ready: 0, pending: 1, unhealthy: 0 } },
    { state: 'Pending:Wait', isHealthy: true, counts: { ready: 0, pending: 1, unhealthy: 0 } },
    { state: 'Terminating:Wait', isHealthy: true, counts: { ready: 0, pending: 0, unhealthy: 1 } },
    { state: 'Standby', isHealthy: true, counts: { ready: 0, pending: 0, unhealthy: 0 } },
    { state: 'Warmed:Stopped', isHealthy: true, counts: { ready: 0, pending: 0, unhealthy: 0 } },
  ])('counts a member that is $state, healthy: $isHealthy, as $counts', ({ state, isHealthy, counts }) => {
    expect(fleetOf(aGroup('g', 1, { members: [member(state, isHealthy)] }), INSTALLATION)).toMatchObject(counts);
  });

  it.each([
    { tags: { 'rubato:installation': INSTALLATION }, isOwned: true, isProtected: false },
    { tags: { 'rubato:installation': 'other' }, isOwned: false, isProtected: false },
    { tags: {}, isOwned: false, isProtected: false },
    { tags: { 'rubato:installation': INSTALLATION, 'rubato:protect': 'false' }, isOwned: true, isProtected: true },
  ])('is owned: $isOwned and protected: $isProtected with the tags $tags', ({ tags, ...expected }) => {
    expect(fleetOf(aGroup('g', 1, { tags }), INSTALLATION)).toMatchObject(expected);
  });
});
