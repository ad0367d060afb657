import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const projects = [
  { name: 'unit', include: ['test/{core,functions,local,cli,statemachines}/**/*.test.ts', 'test/*.test.ts'] },
  { name: 'infra', include: ['test/infra/**/*.test.ts'] },
  { name: 'scenarios', include: ['test/scenarios/**/*.test.ts'] },
  { name: 'clients', include: ['test/clients/**/*.test.ts'] },
];

export default defineConfig({
  test: {
    // By default one core is left idle, and each file loads everything anew in a process of its own. One more than there are cores,
    // for half of the time that the CDK CLI takes, the longest file, it waits for its next look at a stack.
    maxWorkers: availableParallelism() + 1,
    isolate: false,
    projects: projects.map((project) => ({
      extends: true as const,
      test: {
        ...project,
        // Backstops against what hangs, far beyond what a busy machine needs.
        testTimeout: 300_000,
        hookTimeout: 300_000,
        globalSetup: [
          'test/temporary-folder.ts',
          ...(['scenarios', 'clients'].includes(project.name) ? ['test/scenarios/synthesize-once.ts'] : []),
        ],
      },
    })),
  },
});
