import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../usage-error.ts';
import { VECTOR_SUITES, type VectorSuite } from './vector-suites.ts';

/** A case and what there is to say of it. */
export interface ToldCase {
  readonly name: string;
  readonly reason: string;
}

export interface JudgedDemand {
  readonly of: string;
  readonly passed: number;
  readonly tried: number;
  readonly leastShare: number;
  readonly isMet: boolean;
}

/** What came of one file of vectors. */
export interface VectorResult {
  readonly file: string;
  readonly title: string;
  readonly passed: number;
  readonly failed: readonly ToldCase[];
  /** Cases that passed and yet are not quite as recorded. */
  readonly remarks: readonly ToldCase[];
  readonly skipped: number;
  /** Why cases were skipped; undefined when none was. */
  readonly skippedBecause?: string;
  readonly demands: readonly JudgedDemand[];
}

/**
 * Replay each file of vectors. What a file holds is known by the shape of its cases, not by its name; where one case has
 * that shape, all of the file are tried.
 *
 * @param place a folder or one JSON file
 * @throws `UsageError` when there is nothing to read
 */
export const replayVectors = async (place: string): Promise<readonly VectorResult[]> => {
  const results: VectorResult[] = [];
  for (const file of vectorFiles(place)) results.push(await replayFile(file, casesIn(file)));
  return results;
};

const vectorFiles = (place: string): readonly string[] => {
  const found = statSync(place, { throwIfNoEntry: false });
  const folder = found?.isDirectory() ? readdirSync(place).toSorted() : [];
  const files = found?.isFile()
    ? [place]
    : folder.filter((name) => name.endsWith('.json')).map((name) => join(place, name));
  if (files.length > 0) return files;
  throw new UsageError(`--vectors: found no .json file at ${place}, must be a file of vectors or a folder with some`);
};

const casesIn = (file: string): readonly unknown[] => {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(content)) return content;
    const vectors = (content as { readonly vectors?: unknown } | null)?.vectors;
    if (Array.isArray(vectors)) return vectors;
  } catch (cause) {
    throw new UsageError(`${file}: is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  throw new UsageError(`${file}: found no array of cases, must be one or have one under "vectors"`);
};

const replayFile = async (path: string, cases: readonly unknown[]): Promise<VectorResult> => {
  const file = basename(path);
  const suite = VECTOR_SUITES.find(({ members }) => cases.some((one) => hasMembers(one, members)));
  if (suite === undefined) {
    const skippedBecause = 'no engine of the embedded cloud answers to cases of this shape';
    return {
      file,
      title: 'unknown',
      passed: 0,
      failed: [],
      remarks: [],
      skipped: cases.length,
      skippedBecause,
      demands: [],
    };
  }
  const reasons = new Map<unknown, string>();
  const remarks = new Map<unknown, string>();
  for (const one of cases) {
    const reason = await compare(suite, one);
    const remark = reason === undefined ? suite.remark?.(one as never) : undefined;
    if (reason !== undefined) reasons.set(one, reason);
    if (remark !== undefined) remarks.set(one, remark);
  }
  return {
    file,
    title: suite.title,
    passed: cases.length - reasons.size,
    failed: told(suite, reasons),
    remarks: told(suite, remarks),
    skipped: 0,
    demands: judge(suite, cases, reasons),
  };
};

const told = ({ nameOf }: VectorSuite, reasons: ReadonlyMap<unknown, string>): readonly ToldCase[] =>
  Array.from(reasons, ([one, reason]) => ({ name: nameOf((one ?? {}) as never) ?? JSON.stringify(one), reason }));

const hasMembers = (one: unknown, members: readonly string[]): boolean =>
  typeof one === 'object' && one !== null && members.every((member) => Object.hasOwn(one, member));

/** A case that the engine chokes on has failed, too. */
const compare = async ({ compare: run }: VectorSuite, one: unknown): Promise<string | undefined> => {
  try {
    return await run(one as never);
  } catch (thrown) {
    return `threw ${thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)}`;
  }
};

const judge = (
  { demands }: VectorSuite,
  cases: readonly unknown[],
  reasons: ReadonlyMap<unknown, string>,
): readonly JudgedDemand[] =>
  demands.map(({ of, counts, leastShare }) => {
    const counted = cases.filter((one) => counts((one ?? {}) as never));
    const passed = counted.filter((one) => !reasons.has(one)).length;
    return { of, passed, tried: counted.length, leastShare, isMet: passed >= leastShare * counted.length };
  });
