import { defineConfig } from 'vitest/config';

/** Scenarios that cannot come true under a profile, and why. */
const EXCEPT_ALWAYS = {
  'a-missing-permission-is-named': 'breaks the assembly, to see who notices',
  'a-permission-that-nothing-needs-is-left-over': 'breaks the assembly, to see who notices',
  'nobody-may-more-than-it-needs': 'asks what roles may, with nothing delivered',
  'planted-bugs-are-caught': 'is about who watches, not about what is watched',
  'the-assembly-is-what-heals-instances': 'breaks the assembly, to see who notices',
  'the-assembly-is-what-puts-staging-to-sleep': 'breaks the assembly, to see who notices',
  'the-assembly-is-what-sizes-tiers': 'breaks the assembly, to see who notices',
} as const;

const PROFILES = {
  'events-lost': {
    ...EXCEPT_ALWAYS,
    'alarms-alone-scale-out': 'has nothing but alarms',
    'alarms-make-scaling-faster': 'measures what alarms are good for',
    'dropped-alarms-cost-one-sweep': 'compares with a world that has its alarms',
    'same-seed-same-faults': 'asserts that its own faults of events strike',
  },
  'events-five-times': {
    ...EXCEPT_ALWAYS,
    'a-silent-shard-is-told': 'counts invocations, of which the other shards have five times as many',
  },
} as const;

/** The scenarios of the repository once for each profile of test/scenarios/fault-profile.ts. */
export default defineConfig({
  test: {
    maxWorkers: '100%',
    isolate: false,
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
          // Backstops against what hangs, far beyond what a busy machine needs.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          globalSetup: ['test/temporary-folder.ts', 'test/scenarios/synthesize-once.ts'],
        },
      };
    }),
  },
});
