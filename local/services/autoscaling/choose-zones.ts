/**
 * Zones for new instances, one by one where fewest are: Auto Scaling "launches new instances in the Availability Zone with
 * the fewest instances": https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html. Of equals the first.
 *
 * @param counts instances by zone
 * @param zones zones that may be used; empty: none
 */
export const chooseZones = (
  counts: ReadonlyMap<string, number>,
  zones: readonly string[],
  launches: number,
): readonly string[] => {
  const present = new Map(zones.map((zone) => [zone, counts.get(zone) ?? 0]));
  const chosen: string[] = [];
  while (chosen.length < launches && present.size > 0) {
    let least: string | undefined;
    for (const [zone, count] of present) {
      if (least === undefined || count < (present.get(least) ?? 0)) least = zone;
    }
    if (least === undefined) break;
    present.set(least, (present.get(least) ?? 0) + 1);
    chosen.push(least);
  }
  return chosen;
};
