/**
 * Requests minute by minute from counts of longer intervals: the rate of an interval is that of its centre, and between
 * centres it is a straight line. Before the first and after the last centre it stays what it is there.
 *
 * @param counts one for each interval, without gaps
 * @param minutes length of an interval
 */
export const interpolateMinutes = (counts: readonly number[], minutes: number): number[] =>
  Array.from({ length: counts.length * minutes }, (_, minute) => {
    const centre = (minute + 0.5) / minutes - 0.5;
    const place = Math.min(counts.length - 1, Math.max(0, centre));
    const before = Math.floor(place);
    const rateBefore = (counts[before] ?? 0) / minutes;
    const rateAfter = (counts[before + 1] ?? counts[before] ?? 0) / minutes;
    return rateBefore + (rateAfter - rateBefore) * (place - before);
  });
