import { expect, it } from 'vitest';
import { modeInForce } from '../../../functions/decisions/mode-in-force.ts';
import type { ThrownMode } from '../../../functions/ports/thrown-mode.ts';
import { aBlueprint } from '../../fakes/builders.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';

it.each<[string, ThrownMode, string, string[]]>([
  ['that was never thrown leaves the mode to the blueprint', null, 'dry-run', []],
  ['decides before the blueprint', 'on', 'on', []],
  [
    'that says no mode is off, and people are told what it says',
    { unknown: 'onn' },
    'off',
    ['the mode of the item SWITCH, GLOBAL is "onn", must be on, dry-run or off; until then it counts as off'],
  ],
  [
    'without a mode is off, and people are told',
    { unknown: undefined },
    'off',
    ['the mode of the item SWITCH, GLOBAL is none, must be on, dry-run or off; until then it counts as off'],
  ],
])('a switch %s', (_, thrown, mode, told) => {
  const log = new RecordingLog();
  expect(modeInForce(thrown, { ...aBlueprint(), mode: 'dry-run' }, log)).toBe(mode);
  expect(log.lines.map(({ level, fields }) => [level, fields.text])).toEqual(told.map((text) => ['error', text]));
});
