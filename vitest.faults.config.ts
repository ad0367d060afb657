import { defineConfig } from 'vitest/config';

/** Scenarios that cannot come true under a profile, and why. */
const EXCEPT_ALWAYS = {
  'opening-day': 'replays a recording, with nothing in it but its load',
  'planted-bugs-are-caught': 'is about who watches, not about what is watched',
} as const;

const PROFILES = {
  'events-lost': {
    ...EXCEPT_ALWAYS,
    'a-missing-permission-is-named': 'asks for permissions that only events make use of',
    'alarms-alone-scale-out': 'has nothing but alarms',
    'alarms-make-scaling-faster': 'measures what alarms are good for',
    'dropped-alarms-cost-one-sweep': 'compares with a world that has its alarms',
    'same-seed-same-history': 'asserts that its own faults of events strike',
    'the-assembly-is-what-heals-instances': 'tells broken rules and functions apart by what events do',
    'the-assembly-is-what-sizes-tiers': 'tells broken rules and functions apart by what events do',
  },
  'events-five-times': {
    ...EXCEPT_ALWAYS,
    'the-assembly-is-what-heals-instances':
      'is about worlds without healing, in which chance decides whether a scale-in takes the hung instance',
  },
} as const;

/** The scenarios of the repository once for each profile of test/scenarios/fault-profile.ts. */
export default defineConfig({
  test: {
    projects: Object.entries(PROFILES).map(([name, exceptions]) => {
      for (const [scenario, reason] of Object.entries(exceptions)) {
        process.stdout.write(`${name}: not played: ${scenario}: ${reason}\n`);
      }
      return {
        extends: true as const,
        test: {
          name,
          include: ['test/scenarios/**/*.test.ts'],
          exclude: Object.keys(exceptions).map((scenario) => `test/scenarios/${scenario}.test.ts`),
          env: { RUBATO_FAULT_PROFILE: name },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: 'test/scenarios/synthesize-once.ts',
        },
      };
    }),
  },
});
