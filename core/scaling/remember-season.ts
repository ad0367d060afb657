import type { PolicyRun, PolicySeason } from './policy.ts';

/** Which hour the stored season reaches up to, and the season that is to take its place; null: it is as it was. */
export interface SeasonChange {
  readonly seasonHour: number | null;
  readonly season: Uint8Array | null;
}

/**
 * The season to store after a decision. A tier has one, for it is of the load and not of who sizes the group: that of
 * its policy, or that of a shadow when only the shadow has seasons. It is packed only when it has a new hour.
 *
 * @param shadow that of the shadow; null: it has none
 */
export function rememberSeason(
  storedHour: number | null,
  { season: own }: PolicyRun,
  shadow: PolicySeason | null,
): SeasonChange {
  const season = own ?? shadow;
  if (season === null || season.newestHour < 0 || season.newestHour === storedHour) {
    return { seasonHour: storedHour, season: null };
  }
  return { seasonHour: season.newestHour, season: season.pack() };
}
