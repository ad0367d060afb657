import { AwsError, type Kernel } from '../../kernel.ts';
import type { Ec2Model } from '../ec2/ec2-model.ts';
import type { Instance } from '../ec2/instance.ts';
import type { Elbv2Model } from '../elbv2/elbv2-model.ts';
import { endActivity } from './activities.ts';
import { admitMember } from './admit-member.ts';
import { type AutoScalingSettings, causeTime, DEFAULT_AUTO_SCALING_SETTINGS, type Fleet } from './fleet.ts';
import { type Group, type GroupRecord, isTerminating, type Member } from './group.ts';
import { lookAtGroup } from './look-at-group.ts';
import { checkMember, ENDED_OR_STOPPED, usesLoadBalancerHealth } from './member-health.ts';
import { retryLater } from './retry-launches.ts';
import { forgetMember, terminateMember } from './terminate-member.ts';
import { endWarmMember, onWarmInstance } from './warm-members.ts';

/**
 * Auto Scaling groups. Nothing is polled: a group looks at itself some seconds after something changed, and at a member's health
 * when EC2 or a load balancer says that it changed.
 */
export class AutoScalingModel implements Fleet {
  readonly kernel: Kernel;
  readonly ec2: Ec2Model;
  readonly elbv2: Elbv2Model;
  readonly settings: AutoScalingSettings;
  readonly groups = new Map<string, GroupRecord>();
  readonly groupOfInstance = new Map<string, GroupRecord>();

  constructor(kernel: Kernel, ec2: Ec2Model, elbv2: Elbv2Model, settings: Partial<AutoScalingSettings> = {}) {
    this.kernel = kernel;
    this.ec2 = ec2;
    this.elbv2 = elbv2;
    this.settings = { ...DEFAULT_AUTO_SCALING_SETTINGS, ...settings };
    ec2.onStateChange((instance) => this.#onInstanceState(instance));
    ec2.onImpaired((instance) => this.#checkLater(instance.instanceId, this.settings.impairedSeconds));
    elbv2.onTargetChange((_targetGroup, target) => {
      if (target.state !== 'unhealthy') return;
      const group = this.groupOfInstance.get(target.instanceId);
      if (group !== undefined && usesLoadBalancerHealth(group)) {
        this.#checkLater(target.instanceId, this.settings.healthCheckSeconds);
      }
    });
  }

  group(name: string): Group | undefined {
    return this.groups.get(name);
  }

  /** @throws `AwsError` ValidationError */
  existing(name: string): GroupRecord {
    const group = this.groups.get(name);
    if (group !== undefined) return group;
    // The wording is unverified.
    throw new AwsError('ValidationError', `AutoScalingGroup name not found - no such group: ${name}`);
  }

  /** @throws `AwsError` ValidationError when no group has the instance */
  existingMember(instanceId: string): { readonly group: GroupRecord; readonly member: Member } {
    const group = this.groupOfInstance.get(instanceId);
    const member = group?.members.get(instanceId);
    if (group !== undefined && member !== undefined) return { group, member };
    throw new AwsError(
      'ValidationError',
      `Instance Id not found - No managed instance found for instance ID: ${instanceId}`,
    );
  }

  /** Set the desired capacity, which is within bounds, and have the group act. Words of the cause end with the change. */
  setDesired(group: GroupRecord, desired: number, who: string): void {
    if (desired === group.desired) {
      if (group.warmPool !== undefined) this.lookSoon(group); // Its size follows the maximum, too.
      return;
    }
    const time = causeTime(this.kernel.clock.nowMs);
    group.changes.push(`At ${time} ${who} changing the desired capacity from ${group.desired} to ${desired}.`);
    group.desired = desired;
    group.policyCooldownSeconds = undefined;
    this.lookSoon(group);
  }

  /**
   * Delete a group and end its instances, as CloudFormation does:
   * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html (ForceDelete, which "also deletes
   * any outstanding lifecycle actions")
   */
  remove(group: GroupRecord): void {
    Object.assign(group, { min: 0, max: 0, desired: 0, warmPool: undefined });
    group.hooks.clear();
    for (const member of group.members.values()) {
      if (isTerminating(member)) continue;
      terminateMember(this, group, member, 'a user request deleted the AutoScalingGroup.');
    }
    for (const member of group.warmMembers.values()) {
      if (!isTerminating(member))
        endWarmMember(this, group, member, 'a user request that deleted the AutoScalingGroup');
    }
    for (const action of group.actions.values()) action.end('CONTINUE', '');
    this.groups.delete(group.name);
  }

  lookSoon(group: GroupRecord, afterSeconds = this.settings.reactionSeconds): void {
    const { clock } = this.kernel;
    const atMs = clock.nowMs + Math.round(afterSeconds * 1000);
    if (group.nextLook !== undefined) {
      if (group.nextLook.atMs <= atMs) return;
      group.nextLook.cancel();
    }
    group.nextLook = clock.at(atMs, () => {
      group.nextLook = undefined;
      lookAtGroup(this, group);
    });
  }

  /** Health checks were suspended, or the grace period changed: look at all members anew. */
  checkAll(group: GroupRecord): void {
    for (const instanceId of group.members.keys()) checkMember(this, group, instanceId);
  }

  #onInstanceState(instance: Instance): void {
    const group = this.groupOfInstance.get(instance.instanceId);
    const warm = group?.warmMembers.get(instance.instanceId);
    if (group !== undefined && warm !== undefined) onWarmInstance(this, group, warm, instance);
    const member = group?.members.get(instance.instanceId);
    if (group === undefined || member === undefined) return;
    if (isTerminating(member)) {
      if (instance.state === 'terminated') forgetMember(this, group, member);
    } else if (instance.state === 'running') {
      admitMember(this, group, member);
    } else if (instance.stateReason !== undefined) {
      this.#giveUpLaunch(group, member, instance);
    } else if (instance.state === 'shutting-down') {
      this.#checkLater(instance.instanceId, this.settings.healthCheckSeconds);
    }
  }

  /**
   * An instance that EC2 ended or stopped before it was in service, such as one that may not use the key of its volumes. The wording
   * is unverified; the reason is https://repost.aws/knowledge-center/kms-launch-ec2-instance. One of the warm pool was stopped:
   * "Amazon EC2 Auto Scaling terminates stopped and rebooted instances", https://repost.aws/knowledge-center/auto-scaling-instance-how-terminated
   */
  #giveUpLaunch(group: GroupRecord, member: Member, { state, stateReason }: Instance): void {
    const message = `Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: ${stateReason}`;
    endActivity(this, group, member.activity, 'Failed', message);
    if (state === 'stopped') {
      const time = causeTime(this.kernel.clock.nowMs);
      const cause = `At ${time} an instance was taken out of service in response to ${ENDED_OR_STOPPED}.`;
      terminateMember(this, group, member, cause);
    } else {
      group.members.delete(member.instanceId);
      this.groupOfInstance.delete(member.instanceId);
    }
    retryLater(this, group);
  }

  #checkLater(instanceId: string, afterSeconds: number): void {
    this.kernel.clock.after(afterSeconds * 1000, () => {
      const group = this.groupOfInstance.get(instanceId);
      if (group !== undefined) checkMember(this, group, instanceId);
    });
  }
}
