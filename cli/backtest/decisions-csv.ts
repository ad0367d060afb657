import { PLANT_BOUNDS, runPlant } from '../../core/scaling/plant.ts';
import { driveOf } from './backtest-job.ts';
import { oneRun } from './one-run.ts';
import { eventsOfTrace } from './read-events.ts';
import { type BacktestSettings, demandOfTrace } from './run-backtest.ts';

/**
 * The size wanted in each tick, within the bounds of the plant: `tick,desired`, one row a tick. Of the one trace and
 * the one candidate, as it would be deployed when it runs with guard rails.
 */
export const decisionsCsv = (settings: BacktestSettings): string => {
  const { trace, candidate, knob } = oneRun('--decisions', settings);
  const demand = demandOfTrace(trace, settings.meanInstances);
  const subject = { look: false, policy: candidate.name, knob, hasGuardRails: settings.railed.length > 0 } as const;
  const drive = driveOf(subject, demand, eventsOfTrace(settings.events ?? [], trace, settings.meanInstances));
  const rows = ['tick,desired'];
  runPlant(
    demand,
    (view) => {
      const desired = Math.min(PLANT_BOUNDS.max, Math.max(PLANT_BOUNDS.min, drive(view)));
      rows.push(`${view.tick},${desired}`);
      return desired;
    },
    settings,
  );
  return `${rows.join('\n')}\n`;
};
