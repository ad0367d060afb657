import { defineConfig } from 'vitest/config';

/** What has no meaning without alarms: it is played without the events that are sent as best effort, but with those of CloudWatch. */
const ABOUT_ALARMS = ['alarms-alone-scale-out', 'alarms-make-scaling-faster', 'dropped-alarms-cost-one-sweep'];

/** Which scenarios are played under a profile; those that cannot play some of their tests say so themselves. */
const PROFILES = {
  'events-lost': { include: ['**'], exclude: ABOUT_ALARMS },
  'best-effort-events-lost': { include: ABOUT_ALARMS, exclude: [] },
  'events-five-times': { include: ['**'], exclude: [] },
};

const filesOf = (names: readonly string[]): string[] =>
  names.map((name) => `test/scenarios/${name === '**' ? '**/*' : name}.test.ts`);

/** The scenarios of the repository under the profiles of test/scenarios/fault-profile.ts. */
export default defineConfig({
  test: {
    maxWorkers: '100%',
    isolate: false,
    projects: Object.entries(PROFILES).map(([name, { include, exclude }]) => ({
      extends: true as const,
      test: {
        name,
        include: filesOf(include),
        exclude: filesOf(exclude),
        env: { RUBATO_FAULT_PROFILE: name },
        // Backstops against what hangs, far beyond what a busy machine needs.
        testTimeout: 600_000,
        hookTimeout: 600_000,
        globalSetup: ['test/temporary-folder.ts', 'test/scenarios/synthesize-once.ts'],
      },
    })),
  },
});
