import type { LaunchTemplateUse, Member } from './group.ts';

const HOUR_MS = 3_600_000;

export interface VictimChoice {
  readonly members: readonly Member[];
  /** By name, in order; the last `Default` ends the list. */
  readonly policies: readonly string[];
  readonly launchTemplate: LaunchTemplateUse;
  readonly nowMs: number;
  /** Breaks ties: a draw in [0, 1). */
  readonly draw: () => number;
}

/** Predefined policies that can be chosen; custom ones are Lambda functions. */
export const TERMINATION_POLICIES: readonly string[] = [
  'Default',
  'OldestInstance',
  'NewestInstance',
  'OldestLaunchTemplate',
  'OldestLaunchConfiguration',
  'ClosestToNextInstanceHour',
  'AllocationStrategy',
];

/**
 * The member that scale-in takes, or undefined when all are protected. Balance between zones goes before policy: only zones with
 * most members, among those with an unprotected one, are looked at. Then each policy narrows the choice:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html
 */
export const chooseVictim = (choice: VictimChoice): Member | undefined => {
  let candidates = inFullestZones(choice.members);
  for (const policy of choice.policies) {
    for (const narrow of STEPS[policy] ?? []) candidates = narrow(candidates, choice);
  }
  return candidates.length < 2 ? candidates[0] : candidates[Math.floor(choice.draw() * candidates.length)];
};

const inFullestZones = (members: readonly Member[]): readonly Member[] => {
  const open = members.filter((member) => !member.isProtected);
  const counts = new Map<string, number>();
  for (const { zone } of members) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return withMost(open, (member) => counts.get(member.zone) ?? 0);
};

type Step = (candidates: readonly Member[], choice: VictimChoice) => readonly Member[];

const onOtherLaunchTemplate: Step = (candidates, { launchTemplate }) => {
  const others = candidates.filter(
    (member) => member.launchTemplate.launchTemplateId !== launchTemplate.launchTemplateId,
  );
  return others.length > 0 ? others : candidates;
};

const onOldestVersion: Step = (candidates) => withMost(candidates, (member) => -Number(member.launchTemplate.version));

const closestToNextHour: Step = (candidates, { nowMs }) =>
  withMost(candidates, (member) => (nowMs - member.launchedAtMs) % HOUR_MS);

/** Policies about launch configurations and allocation strategies find nothing to choose by among our instances. */
const STEPS: Readonly<Record<string, readonly Step[]>> = {
  Default: [onOtherLaunchTemplate, onOldestVersion, closestToNextHour],
  OldestInstance: [(candidates) => withMost(candidates, (member) => -member.launchedAtMs)],
  NewestInstance: [(candidates) => withMost(candidates, (member) => member.launchedAtMs)],
  OldestLaunchTemplate: [onOtherLaunchTemplate, onOldestVersion],
  ClosestToNextInstanceHour: [closestToNextHour],
};

const withMost = (members: readonly Member[], of: (member: Member) => number): readonly Member[] => {
  let most = Number.NEGATIVE_INFINITY;
  let found: Member[] = [];
  for (const member of members) {
    const value = of(member);
    if (value > most) {
      most = value;
      found = [];
    }
    if (value === most) found.push(member);
  }
  return found;
};
