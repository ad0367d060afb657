import { passageOf } from './activities.ts';
import type { Fleet } from './fleet.ts';
import type { GroupRecord, Member } from './group.ts';
import {
  globalTimeoutSeconds,
  type LifecycleAction,
  type LifecycleActionResult,
  type LifecycleHook,
  type LifecycleTransition,
} from './lifecycle-hook.ts';
import { sendActionMessage } from './notify-target.ts';
import type { Passage } from './passage.ts';

export interface HookedTransition {
  readonly transition: LifecycleTransition;
  /** Called once; at once where the group has no such hook. @param why of an `ABANDON` */
  readonly proceed: (result: LifecycleActionResult, why: string) => void;
}

/**
 * Have an instance wait for the hooks of a transition, all at the same time (that they do not wait for each other is unverified).
 * `CONTINUE` lets the others have their time, `ABANDON` ends them:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html
 */
export const awaitLifecycleHooks = (
  fleet: Fleet,
  group: GroupRecord,
  member: Member,
  { transition, proceed }: HookedTransition,
): void => {
  const hooks = [...group.hooks.values()].filter((hook) => hook.transition === transition);
  if (hooks.length === 0) {
    proceed('CONTINUE', '');
    return;
  }
  const passage = passageOf(member.activity);
  const state = stateIn(transition, passage);
  const { activity } = member;
  const { statusCode } = activity;
  member.lifecycleState = `${state}:Wait`;
  activity.statusCode = 'MidLifecycleAction';
  const end = (result: LifecycleActionResult, why: string): void => {
    if (result === 'ABANDON') dropLifecycleActions(group, member.instanceId);
    if (actionsOf(group, member.instanceId).length > 0) return;
    member.lifecycleState = `${state}:Proceed`;
    activity.statusCode = statusCode;
    proceed(result, why);
  };
  for (const hook of hooks) begin(fleet, group, { hook, passage, member, end });
};

/** An instance on its way into a warm pool, or at its end there, waits as one of the pool. */
const stateIn = (transition: LifecycleTransition, { Origin, Destination }: Passage) => {
  if (transition === 'autoscaling:EC2_INSTANCE_LAUNCHING') {
    return Destination === 'WarmPool' ? 'Warmed:Pending' : 'Pending';
  }
  return Origin === 'WarmPool' ? 'Warmed:Terminating' : 'Terminating';
};

/** Forget what an instance waits for, without any effect. */
export const dropLifecycleActions = (group: GroupRecord, instanceId: string): void => {
  for (const action of actionsOf(group, instanceId)) {
    action.timer?.cancel();
    group.actions.delete(action.token);
  }
};

/** Wait for one more heartbeat, but not for longer than all of them may last. */
export const extendLifecycleAction = (fleet: Fleet, action: LifecycleAction): void => {
  const { clock } = fleet.kernel;
  action.timer?.cancel();
  const endsMs = Math.min(clock.nowMs + action.hook.heartbeatSeconds * 1000, action.lastMs);
  action.timer = clock.at(endsMs, () => action.end(action.hook.defaultResult, 'Heartbeat Timeout'));
};

const actionsOf = (group: GroupRecord, instanceId: string): readonly LifecycleAction[] =>
  [...group.actions.values()].filter((action) => action.instanceId === instanceId);

interface ActionStart {
  readonly hook: LifecycleHook;
  readonly passage: Passage;
  readonly member: Member;
  readonly end: LifecycleAction['end'];
}

const begin = (fleet: Fleet, group: GroupRecord, { hook, passage, member, end }: ActionStart): void => {
  const { clock, random } = fleet.kernel;
  const token = random.uuid();
  const { instanceId } = member;
  const action: LifecycleAction = {
    token,
    hook,
    instanceId,
    lastMs: clock.nowMs + globalTimeoutSeconds(hook) * 1000,
    timer: undefined,
    end: (result, why) => {
      action.timer?.cancel();
      group.actions.delete(token);
      end(result, `Lifecycle Action with token ${token} was abandoned: ${why}`);
    },
  };
  group.actions.set(token, action);
  extendLifecycleAction(fleet, action);
  tell(fleet, group, action, passage);
  clock.after(0, () => sendActionMessage(fleet.kernel, group, action, passage));
};

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html#ec2-auto-scaling-lifecycle-action-events */
const tell = ({ kernel }: Fleet, group: GroupRecord, action: LifecycleAction, passage: Passage): void => {
  const { hook, token, instanceId } = action;
  const verb = hook.transition === 'autoscaling:EC2_INSTANCE_LAUNCHING' ? 'launch' : 'terminate';
  kernel.emit({
    source: 'aws.autoscaling',
    detailType: `EC2 Instance-${verb} Lifecycle Action`,
    resources: [group.arn],
    detail: {
      LifecycleActionToken: token,
      AutoScalingGroupName: group.name,
      LifecycleHookName: hook.name,
      EC2InstanceId: instanceId,
      LifecycleTransition: hook.transition,
      ...(hook.metadata === undefined ? {} : { NotificationMetadata: hook.metadata }),
      ...passage,
    },
  });
};
