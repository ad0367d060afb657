import type { Decision, GroupSight, PlainItem } from './observation.ts';

type Recorded = Pick<Decision, 'from' | 'to' | 'version' | 'attempt' | 'isRepeat' | 'wants'>;

interface TierItem {
  readonly target?: number;
  readonly targetVersion?: number;
  readonly attempt?: number;
  readonly attemptedAt?: string;
  readonly ownSizes?: readonly number[];
  readonly rails?: { readonly recentWants?: readonly { readonly size: number }[] };
}

/**
 * The decision that a write of a tier's item records, if it records one that is to have an effect: a new attempt, for a new
 * target or for the same one. It is given the group to tell which size it compared with: the last target, or the group's own
 * where somebody else had set it.
 */
export const decisionIn = (
  before: PlainItem | undefined,
  after: PlainItem | undefined,
): ((group: GroupSight | null) => Recorded) | null => {
  const [was, is] = [(before ?? {}) as TierItem, (after ?? {}) as TierItem];
  const { target, targetVersion = 0, attempt = 0 } = is;
  if (target === undefined || attempt === 0 || is.attemptedAt === was.attemptedAt) return null;
  const isRepeat = targetVersion === was.targetVersion;
  const wants = (is.rails?.recentWants ?? []).map(({ size }) => size);
  return (group) => {
    const desired = group?.desired ?? target;
    const isOurs = was.target !== undefined && [was.target, ...(was.ownSizes ?? [])].includes(desired);
    const from = isRepeat || !isOurs ? desired : (was.target ?? desired);
    return { from, to: target, version: targetVersion, attempt, isRepeat, wants };
  };
};
