import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { PROJECT } from '../project-file.ts';
import type { BenchFacts } from './benchmarks-page.ts';

/** What is measured, when and on what. The page itself does not count as a change. */
export const benchFacts = (now: Date, page: string): BenchFacts => ({
  date: now.toISOString().slice(0, 10),
  commit: describeCommit(page),
  machine: `Node ${process.versions.node}, ${availableParallelism()} cores`,
});

const describeCommit = (page: string): string => {
  try {
    const commit = git('rev-parse', '--short', 'HEAD');
    return git('status', '--porcelain', '--untracked-files=no', '--', '.', `:!${relative(PROJECT, page)}`) === ''
      ? commit
      : `${commit} with changes`;
  } catch {
    return 'unknown (no git)';
  }
};

const git = (...words: string[]): string =>
  execFileSync('git', ['-C', PROJECT, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
