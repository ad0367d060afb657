import type { AccessRequest, Kernel } from '../../kernel.ts';

/** What roles were allowed, as far as services keep it instead of asking each time. */
export const keptAllowances = (clock: Kernel['clock']) => {
  const usedAtMs = new Map<string, number>();
  const keyOf = (roleArn: string, action: string, name: string): string => `${roleArn} ${action} ${name}`;
  return {
    /** Whether an allowance is still kept. Counts as a use of it. */
    has: (roleArn: string, { action, kept }: AccessRequest): boolean => {
      if (kept === undefined) return false;
      const key = keyOf(roleArn, action, kept.name);
      const lastMs = usedAtMs.get(key);
      if (lastMs === undefined || clock.nowMs - lastMs >= kept.idleMs) return false;
      usedAtMs.set(key, clock.nowMs);
      return true;
    },
    add: (roleArn: string, { action, kept }: AccessRequest): void => {
      if (kept !== undefined) usedAtMs.set(keyOf(roleArn, action, kept.name), clock.nowMs);
    },
  };
};
