import type { Blueprint, Mode } from '../../core/blueprint/model.ts';
import type { Log } from '../middleware/log.ts';
import type { ThrownMode } from '../ports/thrown-mode.ts';

/** The mode by switch and blueprint. A switch that says none is off (spec S9), and people are told: whoever threw it meant something else. */
export function modeInForce(thrown: ThrownMode, { mode }: Blueprint, log: Log): Mode {
  if (thrown === null) return mode;
  if (typeof thrown === 'string') return thrown;
  const found = JSON.stringify(thrown.unknown) ?? 'none';
  log.error('the switch is unknown', {
    text: `the mode of the item SWITCH, GLOBAL is ${found.slice(0, 40)}, must be on, dry-run or off; until then it counts as off`,
  });
  return 'off';
}
