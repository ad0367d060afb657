import { defineConfig } from 'vitest/config';

/** Scenarios no test of which can come true under a profile, and why; those that lack some of their tests say so themselves. */
const PROFILES = {
  'events-lost': {
    'alarms-alone-scale-out': 'has nothing but alarms, and they are lost',
    'alarms-make-scaling-faster': 'measures what alarms are good for, and they are lost',
    'dropped-alarms-cost-one-sweep': 'compares with a world that has its alarms',
  },
  'events-five-times': {},
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
