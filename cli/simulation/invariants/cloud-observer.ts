import type { Blueprint } from '../../../core/blueprint/model.ts';
import type { Cloud } from '../../../local/cloud.ts';
import type { ApiCall, JournalEntry } from '../../../local/kernel.ts';
import type { TableWrite } from '../../../local/services/dynamodb/tables/table.ts';
import { actorOf, endedExecution, stageBegunBy } from './actor.ts';
import { deadLetter } from './dead-letter.ts';
import { decisionIn } from './decision-in-write.ts';
import { groupSight } from './group-sight.ts';
import { metricsRead } from './metrics-read.ts';
import type { GroupSight, Observation } from './observation.ts';
import { plainItem } from './plain-item.ts';

const MINUTE_MS = 60_000;

export interface ObservedCloud {
  readonly cloud: Cloud;
  readonly blueprint: Blueprint;
  readonly tableName: string;
  /** For how long an instance may have hung before it is known to be bad. */
  readonly foundOutMs: number;
}

interface SizeInput {
  readonly DesiredCapacity?: number;
  readonly MinSize?: number;
  readonly MaxSize?: number;
}

/** Services whose resources we change; what only reads them is no effect. */
const OUTSIDE: ReadonlySet<string> = new Set(['autoscaling', 'ec2', 'elasticloadbalancing', 'rds', 'ecs', 'tagging']);
/** Services in which a person's call may be the reason of what follows. */
const MEDDLED_WITH: ReadonlySet<string> = new Set([...OUTSIDE, 'dynamodb', 'states', 'events', 'lambda']);
/** Whoever deletes something is told of, whatever it is; our own items and messages that were read are not outside. */
const DESTROYS = /^(Delete|Terminate|Purge)/;
const OURS: ReadonlySet<string> = new Set(['dynamodb', 'sqs']);
const READS = /^(Describe|Get|List|Query|Scan|BatchGet|TransactGet)/;

const isOutside = (service: string, operation: string): boolean =>
  OUTSIDE.has(service) ? !READS.test(operation) : DESTROYS.test(operation) && !OURS.has(service);

/** Tells everything that happens in a cloud that an invariant may want to know, in order, as it happens. */
export class CloudObserver {
  readonly #observed: ObservedCloud;
  readonly #tell: (seen: Observation) => void;
  readonly #tierOfGroup: ReadonlyMap<string, string>;
  #calmSinceMs: number;

  constructor(observed: ObservedCloud, tell: (seen: Observation) => void) {
    this.#observed = observed;
    this.#tell = tell;
    const { cloud, blueprint, tableName } = observed;
    this.#calmSinceMs = cloud.nowMs;
    this.#tierOfGroup = new Map(Object.values(blueprint.tiers).map(({ id, group }) => [group, id]));
    cloud.kernel.watchCalls((call) => this.#onCall(call));
    cloud.journal.watch((entry) => this.#onEntry(entry));
    cloud.dynamodb.database.table(tableName).watch((write) => this.#onWrite(write));
    cloud.kernel.clock.every(MINUTE_MS, cloud.nowMs + MINUTE_MS, () => this.#onBeat());
  }

  #onCall(call: ApiCall): ReturnType<Parameters<Cloud['kernel']['watchCalls']>[0]> {
    const { service, operation, caller, input } = call;
    if (caller.kind === 'operator') return this.#onMeddling(call);
    if (caller.kind !== 'role') return undefined;
    if (service === 'monitoring' && operation === 'GetMetricData') {
      return (outcome) => {
        if ('output' in outcome) this.#tell(metricsRead(this.#observed.cloud.nowMs, input, outcome.output));
      };
    }
    if (service === 'sqs' && operation === 'SendMessage') {
      return (outcome) => {
        if ('output' in outcome) this.#tell(deadLetter(this.#observed.cloud.nowMs, input));
      };
    }
    if (isOutside(service, operation)) this.#tell(this.#effect(call));
    return undefined;
  }

  #effect({ service, operation, input, caller, atMs: calledAtMs }: ApiCall): Observation {
    const { cloud } = this.#observed;
    const given = input as Readonly<Record<string, unknown>>;
    const groupName = String(given['AutoScalingGroupName'] ?? this.#groupOfInstance(given['InstanceId']));
    const group = this.#sight(groupName);
    const told = { atMs: cloud.nowMs, calledAtMs, actor: actorOf(cloud, caller), group };
    if (operation !== 'SetDesiredCapacity' && operation !== 'UpdateAutoScalingGroup') {
      return { ...told, kind: 'effect', call: `${service}:${operation}`, input: given };
    }
    const { DesiredCapacity: size = null, MinSize: min, MaxSize: max } = given as SizeInput;
    const bounds = min === undefined || max === undefined ? null : { min, max };
    const tierId = this.#tierOfGroup.get(groupName) ?? null;
    const stageBegunAtMs = stageBegunBy(cloud, caller);
    return { ...told, kind: 'size-request', tierId, groupName, size, bounds, stageBegunAtMs };
  }

  #onMeddling({ service, operation, input }: ApiCall): ((outcome: object) => void) | undefined {
    if (!MEDDLED_WITH.has(service) || READS.test(operation)) return undefined;
    this.#disturbedUntil(this.#observed.cloud.nowMs);
    const groupName = (input as { readonly AutoScalingGroupName?: string }).AutoScalingGroupName ?? '';
    const tierId = this.#tierOfGroup.get(groupName);
    const before = this.#sight(groupName)?.desired;
    if (tierId === undefined) return undefined;
    return () => {
      const size = this.#sight(groupName)?.desired;
      if (size !== undefined && size !== before) {
        this.#tell({ kind: 'outside-resize', atMs: this.#observed.cloud.nowMs, tierId, size });
      }
    };
  }

  /** A group whose launch failed tries again in its own time; until then its size is nobody's fault. */
  #disturbedUntil(atMs: number): void {
    this.#calmSinceMs = Math.max(this.#calmSinceMs, atMs);
  }

  #onEntry(entry: JournalEntry): void {
    const { cloud } = this.#observed;
    if (entry.kind === 'fault') this.#disturbedUntil(entry.atMs);
    if (entry.kind === 'activity' && entry.detail['statusCode'] === 'Failed') {
      this.#disturbedUntil(entry.atMs + cloud.autoscaling.settings.retryMaxSeconds * 1000);
    }
    this.#tell({ kind: 'journal', atMs: entry.atMs, entry });
    if (entry.kind !== 'execution' || entry.detail['status'] === 'RUNNING') return;
    const ended = endedExecution(cloud, entry);
    if (ended !== null) this.#tell(ended);
  }

  #onWrite({ before, after }: TableWrite): void {
    const { cloud } = this.#observed;
    const was = before && plainItem(before.item);
    const is = after && plainItem(after.item);
    const pk = String((is ?? was)?.['pk']);
    const sk = String((is ?? was)?.['sk']);
    const tierId = pk.startsWith('TIER#') && sk === 'STATE' ? pk.slice('TIER#'.length) : undefined;
    const group = tierId === undefined ? undefined : this.#observed.blueprint.tiers[tierId]?.group;
    const decision = decisionIn(was, is);
    if (tierId !== undefined && group !== undefined && decision !== null) {
      const sight = this.#sight(group);
      this.#tell({
        ...decision(sight),
        kind: 'decision',
        atMs: cloud.nowMs,
        tierId,
        group: sight,
        fleet: this.#fleet(),
      });
    }
    this.#tell({ kind: 'write', atMs: cloud.nowMs, pk, sk, before: was, after: is });
  }

  #onBeat(): void {
    const groups = new Map<string, GroupSight>();
    for (const { id, group } of Object.values(this.#observed.blueprint.tiers)) {
      const sight = this.#sight(group);
      if (sight !== null) groups.set(id, sight);
    }
    this.#tell({ kind: 'beat', atMs: this.#observed.cloud.nowMs, calmSinceMs: this.#calmSinceMs, groups });
  }

  #sight(groupName: string): GroupSight | null {
    const { cloud, blueprint, foundOutMs } = this.#observed;
    return groupSight(cloud, groupName, blueprint.installation, foundOutMs);
  }

  #fleet(): number {
    let sum = 0;
    for (const group of this.#tierOfGroup.keys()) sum += this.#observed.cloud.autoscaling.group(group)?.desired ?? 0;
    return sum;
  }

  #groupOfInstance(instanceId: unknown): string {
    return this.#observed.cloud.ec2.instance(String(instanceId))?.groupName ?? '';
  }
}
