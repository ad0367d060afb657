import type { Invariant } from './invariant.ts';
import { convergence } from './l1-convergence.ts';
import { leases } from './l2-leases.ts';
import { attempts } from './l3-attempts.ts';
import { poison } from './l4-poison.ts';
import { told } from './l5-told.ts';
import { bounds } from './s1-bounds.ts';
import { steps } from './s2-steps.ts';
import { data } from './s3-data.ts';
import { healthyFloor } from './s4-healthy-floor.ts';
import { fencing } from './s5-fencing.ts';
import { oneEffect } from './s6-one-effect.ts';
import { staleIntents } from './s7-stale-intents.ts';
import { ownership } from './s8-ownership.ts';
import { killSwitch } from './s9-switch.ts';
import { noFights } from './s10-no-fights.ts';
import { destructiveGate } from './s11-destructive-gate.ts';
import { noFlapping } from './s12-flapping.ts';
import { noReliefUnderStress } from './s13-stress.ts';
import { calendar } from './s14-calendar.ts';
import { writeAhead } from './s15-write-ahead.ts';
import { isolation } from './s16-isolation.ts';
import { redaction } from './s17-redaction.ts';
import { accounting } from './s18-accounting.ts';

/** What is watched in every simulation. What another kind of work has to keep is one more file and one more line. */
export const ALL_INVARIANTS: readonly Invariant[] = [
  bounds,
  steps,
  data,
  healthyFloor,
  fencing,
  oneEffect,
  staleIntents,
  ownership,
  killSwitch,
  noFights,
  destructiveGate,
  noFlapping,
  noReliefUnderStress,
  calendar,
  writeAhead,
  isolation,
  redaction,
  accounting,
  convergence,
  leases,
  attempts,
  poison,
  told,
];
