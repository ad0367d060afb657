import { defineConfig } from 'vitest/config';

/** Scenarios that cannot come true under a profile, and why. */
const PROFILES = {
  'events-lost': {
    'a-missing-permission-is-named': 'has permissions that only who is called by events would miss',
    'alarms-alone-scale-out': 'has nothing but alarms, and they are lost',
    'alarms-make-scaling-faster': 'measures what alarms are good for, and they are lost',
    'dropped-alarms-cost-one-sweep': 'compares with a world that has its alarms',
    'the-assembly-is-what-heals-instances':
      'tells exactly what is missed without each part, and without events more is',
    'the-assembly-is-what-sizes-tiers': 'tells exactly what is missed without each part, and without events more is',
  },
  'events-five-times': {
    'a-silent-shard-is-told':
      'counts invocations of all shards together, of which those that are heard have five times as many',
    'planted-bugs-are-caught': 'has one that convergence catches, which is judged once faults have stopped',
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
