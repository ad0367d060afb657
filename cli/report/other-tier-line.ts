import { counted } from './format.ts';
import type { OtherTier, Report } from './report.ts';

/** What became of a tier that got no traffic. */
export const otherTierLine = (report: Report, { tierId, leastSize, peakSize, endSize }: OtherTier): string =>
  `tier ${tierId}, without traffic of this run: size ${leastSize} to ${peakSize}, ${endSize} at the end; ${tierDecisions(report, tierId)}`;

/** How much was decided about a tier, and what was done. */
export const tierDecisions = ({ decisions, heals }: Report, tierId: string): string => {
  const own = decisions.filter(({ subject }) => subject === `tier ${tierId}`);
  const acted = own.filter(({ action }) => action !== 'hold').length;
  const healed = heals.filter((heal) => heal.tierId === tierId).length;
  return `${counted(own.length, 'decision')} recorded, ${acted === 0 ? 'none' : acted} of them acted, ${counted(healed, 'heal')}`;
};
