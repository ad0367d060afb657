import { join } from 'node:path';
import type { Blueprint, Tier } from '../../core/blueprint/model.ts';
import { withinBounds } from '../../core/scaling/within-bounds.ts';
import { type Assembly, loadAssembly } from '../../local/assembly/load-assembly.ts';
import { type Cloud, type CloudSettings, createCloud } from '../../local/cloud.ts';
import type { MinuteRow } from '../report/report.ts';
import { type AccountGroup, accountGroups } from './account-groups.ts';
import { accountStack } from './account-stack.ts';
import { inService } from './in-service.ts';
import { ALL_INVARIANTS } from './invariants/all-invariants.ts';
import { FOUND_OUT_MS } from './invariants/group-sight.ts';
import { type Violation, violationLines, watchInvariants } from './invariants/watch-invariants.ts';
import { publishLoad } from './publish-load.ts';

export type Mode = 'on' | 'dry-run' | 'off';

export interface RehearsalSettings extends CloudSettings {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  readonly blueprint: Blueprint;
  /** What to change in the template before it is deployed: a rule taken away, a permission narrowed. */
  readonly alter?: NonNullable<Parameters<typeof loadAssembly>[1]>['alter'];
  /** Thrown before the first beat; null: nobody throws it. @default 'on' */
  readonly mode?: Mode | null;
  /** Told of each invariant that does not hold. @default - the run ends there */
  readonly onViolation?: ((violation: Violation) => void) | undefined;
  /** Invariants that are not watched, by id, for a world that is broken on purpose. @default - none */
  readonly unwatched?: readonly string[];
  /** For how long an instance may have hung before it is known to be bad. @default FOUND_OUT_MS */
  readonly foundOutMs?: number;
}

/**
 * An assembly of ours, deployed into an embedded cloud that has what the blueprint takes for granted, with the few things that
 * people do to it.
 */
export class Rehearsal {
  readonly cloud: Cloud;
  readonly tableName: string;
  readonly blueprint: Blueprint;
  /** Groups that our stack does not bring and that were made for the rehearsal. */
  readonly accountGroups: readonly AccountGroup[];

  private constructor(cloud: Cloud, tableName: string, blueprint: Blueprint, accountGroups: readonly AccountGroup[]) {
    this.cloud = cloud;
    this.tableName = tableName;
    this.blueprint = blueprint;
    this.accountGroups = accountGroups;
  }

  static async start(settings: RehearsalSettings): Promise<Rehearsal> {
    const { assembly: folder, blueprint, alter, mode = 'on', ...cloudSettings } = settings;
    const assembly: Assembly = loadAssembly(folder, alter === undefined ? {} : { alter });
    const lambda = { codeCacheFolder: join(folder, 'code'), ...cloudSettings.settings?.lambda };
    const cloud = createCloud({ ...cloudSettings, settings: { ...cloudSettings.settings, lambda } });
    const groups = assembly.stacks.flatMap(({ template }) => accountGroups(blueprint, template));
    await deployAccount(cloud, groups);
    const { outputs } = await cloud.deploy(assembly);
    const rehearsal = new Rehearsal(cloud, outputs['TableName'] as string, blueprint, groups);
    rehearsal.#watch(settings);
    if (mode !== null) await rehearsal.throwSwitch(mode);
    return rehearsal;
  }

  #watch({ seed, onViolation, unwatched = [], foundOutMs = FOUND_OUT_MS }: RehearsalSettings): void {
    const { cloud, blueprint, tableName } = this;
    if (cloud.dynamodb.database.find(tableName) === undefined) return; // A world without its table does nothing.
    const end = (violation: Violation): void =>
      cloud.kernel.clock.fail(new Error(['An invariant is broken.', ...violationLines(violation)].join('\n')));
    const invariants = ALL_INVARIANTS.filter(({ id }) => !unwatched.includes(id));
    watchInvariants({ cloud, blueprint, tableName, seed, invariants, foundOutMs }, onViolation ?? end);
  }

  get nowMs(): number {
    return this.cloud.kernel.clock.nowMs;
  }

  async throwSwitch(mode: Mode): Promise<void> {
    const item = { pk: { S: 'SWITCH' }, sk: { S: 'GLOBAL' }, mode: { S: mode } };
    await this.cloud.call('dynamodb', 'PutItem', { TableName: this.tableName, Item: item });
  }

  /** As many instances as a load needs, so that a run does not begin with a fleet of another time of day. */
  async sizeFor(tier: Tier, requestsPerMinute: number): Promise<void> {
    const needed = Math.ceil(requestsPerMinute / servedPerInstancePerMinute(tier));
    // A group that does not reach to the bounds of its tier is for the decision to tell.
    const group = this.cloud.autoscaling.group(tier.group) ?? tier;
    await this.cloud.call('autoscaling', 'SetDesiredCapacity', {
      AutoScalingGroupName: tier.group,
      DesiredCapacity: withinBounds(group, withinBounds(tier, needed)),
    });
  }

  /** Send traffic to a tier from the next whole minute on. */
  drive(tier: Tier, requestsPerMinute: (minuteMs: number) => number): void {
    this.cloud.workload.drive({
      groupName: tier.group,
      requestsPerMinute,
      servedPerInstancePerMinute: servedPerInstancePerMinute(tier),
    });
    publishLoad(this.cloud, tier, requestsPerMinute);
  }

  series(tier: Tier): readonly MinuteRow[] {
    return this.cloud.workload.series(tier.group);
  }

  /** At that instant the first serving instance of a tier hangs; its id is known from then on. */
  hangOneAt(tier: Tier, atMs: number): HungInstance {
    const hung: { instanceId: string | null; readonly atMs: number } = { instanceId: null, atMs };
    const { clock } = this.cloud.kernel;
    const hang = (): void => {
      const [member] = inService(this.cloud, tier.group);
      if (member === undefined) throw new Error(`no instance of ${tier.group} is in service to hang`);
      hung.instanceId = member.instanceId;
      this.cloud.ec2.hang(member.instanceId);
    };
    // After everything that has been waiting for the instant: what is counted then is of the time before it.
    clock.at(atMs, () => clock.at(atMs, hang));
    return hung;
  }
}

/** Groups that were there before us are there before us here. */
const deployAccount = async ({ kernel, deploy }: Cloud, groups: readonly AccountGroup[]): Promise<void> => {
  if (groups.length === 0) return;
  const { partition, region, account } = kernel;
  const stack = accountStack(groups, `arn:${partition}:elasticloadbalancing:${region}:${account}:`);
  await deploy({ stacks: [stack], assetPath: (key) => key });
};

/** An instance that hung, or will: null before its time. */
export interface HungInstance {
  readonly instanceId: string | null;
  readonly atMs: number;
}

export const servedPerInstancePerMinute = (tier: Tier): number => tier.load[0]?.servedPerInstancePerMinute ?? 1;

/** Beginning of every physical name of an installation. */
export const namePrefix = ({ installation }: Blueprint): string => `rubato-${installation}`;
