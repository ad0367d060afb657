import * as shop from './test/scenarios/shop.ts';
import { executionsOf } from './test/scenarios/watched-world.ts';
const world = await shop.openShopByDay(3);
const t0 = world.nowMs;
await shop.ask(world, 'asleep', 5);
await world.advanceMinutes(4);
world.cloud.ec2.lack([{}]);
for (let i = 0; i < 20; i++) { await world.advanceMinutes(0.5); const s = await shop.staging(world); console.log((world.nowMs-t0)/1000, s.phase, s.attempt, s.leaseUntil, s.blockedReason, s.nextDueAt); }
console.log((await world.decisions()).filter(d => d.atMs > t0 && d.subject.startsWith('env')).map(d => [(d.atMs - t0)/1000, d.subject, d.kind, d.action, d.reason, d.text].join(' | ')).join('\n'));
for (const m of ['sleep-environment', 'wake-environment', 'scale-tier']) console.log(m, executionsOf(world, m).map(e => [e.identity.name, (e.startedAtMs-t0)/1000, ((e.endedAtMs??0)-t0)/1000, e.status, JSON.stringify(e.output)].join(' ')));
