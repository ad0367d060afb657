import { parsed } from './recorded-execution.ts';

const MASK = /^(sfn_|snf_)|<.+>|^(date|timestamp|table-name|sqs_queue_url|entered-time|start-time|string)$/;

/** Pairs of a text of the input and the text that the recording has in its place. */
export type Aliases = ReadonlySet<string>;

/**
 * Where the recorded input differs from the one that is replayed, the recording has another name for the same thing.
 */
export const aliasesBetween = (input: unknown, recorded: unknown): Aliases => {
  const [left, right] = [parsed(input), parsed(recorded)];
  if (typeof left === 'string' && typeof right === 'string') return new Set([aliasOf(left, right)]);
  if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null) return new Set();
  const members = right as Record<string, unknown>;
  return new Set(Object.entries(left).flatMap(([key, value]) => [...aliasesBetween(value, members[key])]));
};

const aliasOf = (actual: string, recorded: string): string => JSON.stringify([actual, recorded]);

/**
 * Whether a value is what was recorded. Recordings mask what differs from run to run, and such a mask takes anything
 * that is there; texts of causes are not compared.
 */
export const matchesRecording = (actual: unknown, recorded: unknown, aliases: Aliases): boolean => {
  if (typeof recorded === 'string' && MASK.test(recorded)) return actual !== undefined;
  if (typeof actual === 'string' && typeof recorded === 'string' && aliases.has(aliasOf(actual, recorded))) return true;
  const [left, right] = [parsed(actual), parsed(recorded)];
  if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null) return left === right;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const [members, expected] = [left as Record<string, unknown>, right as Record<string, unknown>];
  const keys = new Set([...Object.keys(members), ...Object.keys(expected)]);
  return [...keys].every((key) => {
    if (!Object.hasOwn(members, key) || !Object.hasOwn(expected, key)) return false;
    if (key === 'Cause' && typeof expected[key] === 'string') return typeof members[key] === 'string';
    return matchesRecording(members[key], expected[key], aliases);
  });
};
