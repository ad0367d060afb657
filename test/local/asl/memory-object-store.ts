import type { JsonObject } from '../../../local/asl/model.ts';
import { StatesError } from '../../../local/asl/states-error.ts';
import type { Work } from './run-definition.ts';

export interface MemoryObjectStore {
  /** By key; buckets are not told apart. */
  readonly objects: Map<string, Uint8Array>;
  readonly work: Work;
}

const PAGE = 2;

/** Answers what maps ask of S3; other tasks give what they get. Listings come two objects a page. */
export const memoryObjectStore = (files: Readonly<Record<string, string | Uint8Array>> = {}): MemoryObjectStore => {
  const objects = new Map(Object.entries(files).map(([key, content]) => [key, Buffer.from(content as string)]));
  const actions: Readonly<Record<string, (parameters: JsonObject) => unknown>> = {
    getObject: ({ Key }) => {
      const content = objects.get(String(Key));
      if (content === undefined) throw new StatesError('S3.NoSuchKeyException', `there is no ${String(Key)}`);
      return { Body: content };
    },
    putObject: ({ Key, Body }) => {
      objects.set(String(Key), Buffer.from(Body as Uint8Array));
      return {};
    },
    listObjectsV2: ({ Prefix = '', ContinuationToken = '' }) => {
      const keys = [...objects.keys()].filter(
        (key) => key.startsWith(String(Prefix)) && key > String(ContinuationToken),
      );
      const page = keys.slice(0, PAGE);
      return {
        Contents: page.map((Key) => ({
          Key,
          ETag: '"e"',
          Size: objects.get(Key)?.length,
          LastModified: new Date('2026-01-05T10:00:00Z'),
          StorageClass: 'STANDARD',
        })),
        ...(page.length < keys.length ? { NextContinuationToken: page.at(-1) } : {}),
      };
    },
  };
  const work: Work = async ({ resource, arguments: input }) =>
    resource.service === 's3' ? actions[resource.action]?.(input as JsonObject) : input;
  return { objects, work };
};
