import { breaking } from './break-resource.ts';
import { faultProfile, tellNotPlayed } from './fault-profile.ts';
import { canComeTrue, type Fact, missedFacts, type Part, playPart } from './short-life.ts';

/** What is missed when a resource is broken, by part of the life; `refused` when the run does not even begin. */
export type Misses = Readonly<Partial<Record<Part, readonly Fact[]>>> | 'refused';

const NOTHING_OF_THE_MORNING: readonly Fact[] = [
  'staging falls asleep when first met at night',
  'staging wakes at 08:00 with its exact sizes',
  'staging wakes stage by stage',
];
const NO_SLEEP: Misses = { evening: ['staging falls asleep at 20:00'], morning: NOTHING_OF_THE_MORNING };
const NO_SWEEP_OF_HEALTH: Misses = {
  hanging: [
    'hung instances are replaced one after the other',
    // Without events nobody heals even one of them.
    ...(faultProfile === 'events-lost' ? (['a replacement is verified and told'] as const) : []),
  ],
  alarmed: ['a healthy tier is looked at each minute'],
};

/** Every resource that acts, and who would notice its loss. A resource without a row fails a test. */
export const BROKEN_RESOURCES: Readonly<Record<string, Misses>> = {
  'Rule rubato-demo-load-alarm': { growing: ['a load alarm is answered before the next sweep'] },
  'Rule rubato-demo-unhealthy-alarm': {
    alarmed: ['an unhealthy alarm has a hung instance replaced though the sweep is lost'],
  },
  'Rule rubato-demo-instance-state': { mishaps: ['a crash is looked at within seconds'] },
  'Rule rubato-demo-group-activity': { mishaps: ['a failed launch is looked at within seconds'] },

  'Rule rubato-demo-blocked': { blocked: ['what is blocked is told to people'] },

  'Schedule rubato-demo-tiers-0': { shrinking: ['a quiet tier shrinks'] },
  'Schedule rubato-demo-environments': NO_SLEEP,
  'Schedule rubato-demo-health-0': NO_SWEEP_OF_HEALTH,

  'Function rubato-demo-on-sweep': { shrinking: ['a quiet tier shrinks'] },
  'Function rubato-demo-on-metric-alarm': { growing: ['a load alarm is answered before the next sweep'] },
  'Function rubato-demo-on-environment-sweep': NO_SLEEP,
  'Function rubato-demo-on-health-sweep': NO_SWEEP_OF_HEALTH,
  'Function rubato-demo-on-instance-event': {
    mishaps: ['a failed launch is looked at within seconds', 'a crash is looked at within seconds'],
    alarmed: ['an unhealthy alarm has a hung instance replaced though the sweep is lost'],
  },
  'Function rubato-demo-check-fleet': { growing: ['a growth is verified and told'] },
  'Function rubato-demo-find-groups': NO_SLEEP,
  'Function rubato-demo-check-stage': NO_SLEEP,
  'Function rubato-demo-check-replacement': { hanging: ['a replacement is verified and told'] },

  'StateMachine rubato-demo-scale-tier': {
    growing: [
      'a load alarm is answered before the next sweep',
      'a tier grows with its load',
      'a growth is verified and told',
    ],
    shrinking: ['a quiet tier shrinks'],
  },
  'StateMachine rubato-demo-sleep-environment': NO_SLEEP,
  'StateMachine rubato-demo-wake-environment': {
    morning: ['staging wakes at 08:00 with its exact sizes', 'staging wakes stage by stage'],
  },
  'StateMachine rubato-demo-heal-instance': {
    hanging: ['hung instances are replaced one after the other', 'a replacement is verified and told'],
  },

  'Table StateTable': 'refused',
};

/** The rows that concern some parts, as `[resource, part, what is missed]`, of what can come true. */
export const rowsOf = (...parts: readonly Part[]): [string, Part, readonly Fact[]][] =>
  Object.entries(BROKEN_RESOURCES).flatMap(([resource, misses]) =>
    misses === 'refused'
      ? []
      : parts.flatMap((part): [string, Part, readonly Fact[]][] => {
          const facts = misses[part];
          const possible = facts?.filter(canComeTrue) ?? [];
          if (possible.length > 0) return [[resource, part, possible]];
          if (facts !== undefined)
            tellNotPlayed(`without the ${resource}, in the part ${part}`, 'misses what only events bring');
          return [];
        }),
  );

/** Play a part with a broken resource. */
export const missedWithout = async (resource: string, part: Part): Promise<Fact[]> =>
  missedFacts(await playPart(part, breaking(resource)));
