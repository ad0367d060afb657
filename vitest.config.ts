import { defineConfig } from 'vitest/config';

const projects = [
  { name: 'unit', include: ['test/{core,functions,local,cli,statemachines}/**/*.test.ts', 'test/*.test.ts'] },
  { name: 'infra', include: ['test/infra/**/*.test.ts'] },
  { name: 'scenarios', include: ['test/scenarios/**/*.test.ts'] },
  { name: 'clients', include: ['test/clients/**/*.test.ts'] },
];

export default defineConfig({
  test: {
    projects: projects.map((project) => ({
      extends: true as const,
      test: {
        ...project,
        testTimeout: 60_000,
        hookTimeout: 120_000,
        ...(['scenarios', 'clients'].includes(project.name) && { globalSetup: 'test/scenarios/synthesize-once.ts' }),
      },
    })),
  },
});
