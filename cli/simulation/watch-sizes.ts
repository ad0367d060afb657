import type { Tier } from '../../core/blueprint/model.ts';
import type { Cloud } from '../../local/cloud.ts';
import type { OtherTier } from '../report/report.ts';
import { MINUTE_MS } from '../trace/trace.ts';
import { inService } from './in-service.ts';

/** Look at the size of a tier each minute from now on. Answers how to ask what was seen, or null for a group that is not there. */
export const watchSizes = (
  cloud: Pick<Cloud, 'kernel' | 'autoscaling'>,
  { id, group: name }: Pick<Tier, 'id' | 'group'>,
): (() => OtherTier) | null => {
  const { clock } = cloud.kernel;
  if (cloud.autoscaling.group(name) === undefined) return null;
  const size = (): number => inService(cloud, name).length;
  const sizes = [size()];
  clock.every(MINUTE_MS, clock.nowMs + MINUTE_MS, () => sizes.push(size()));
  return () => ({
    tierId: id,
    group: name,
    leastSize: sizes.reduce((least, each) => Math.min(least, each)),
    peakSize: sizes.reduce((most, each) => Math.max(most, each)),
    endSize: sizes.at(-1) ?? 0,
  });
};
