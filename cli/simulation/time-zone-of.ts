import type { Blueprint } from '../../core/blueprint/model.ts';

/** The zone that people of this installation live in, as far as the blueprint tells. */
export const timeZoneOf = ({ schedules }: Pick<Blueprint, 'schedules'>): string =>
  Object.values(schedules)[0]?.timeZone ?? 'UTC';
