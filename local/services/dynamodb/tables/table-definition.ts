import type { ScalarType } from '../values/attribute-value.ts';

export interface KeyAttribute {
  readonly name: string;
  readonly type: ScalarType;
}

/** A partition key and perhaps a sort key, of a table or an index. */
export interface KeySchema {
  readonly hash: KeyAttribute;
  readonly range?: KeyAttribute;
}

export interface IndexDefinition {
  readonly name: string;
  /** A local index shares the partition key of its table and is read consistently; a global one lags. */
  readonly scope: 'global' | 'local';
  readonly keys: KeySchema;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  /** Attributes of INCLUDE beside the keys. */
  readonly nonKeyAttributes: readonly string[];
}

export const STREAM_VIEW_TYPES = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'] as const;
export type StreamViewType = (typeof STREAM_VIEW_TYPES)[number];

export interface TableDefinition {
  readonly name: string;
  readonly keys: KeySchema;
  readonly attributes: readonly KeyAttribute[];
  readonly indexes: readonly IndexDefinition[];
  readonly billingMode: 'PAY_PER_REQUEST' | 'PROVISIONED';
  readonly provisionedThroughput: { readonly readUnits: number; readonly writeUnits: number };
  readonly streamViewType: StreamViewType | undefined;
  /** ARN of the key that the caller manages; undefined for a key that AWS owns. */
  readonly kmsKeyArn: string | undefined;
  readonly timeToLiveAttribute: string | undefined;
  readonly isProtected: boolean;
  readonly hasPointInTimeRecovery: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export const keyNames = ({ hash, range }: KeySchema): readonly string[] =>
  range === undefined ? [hash.name] : [hash.name, range.name];

export const keyAttributes = ({ hash, range }: KeySchema): readonly KeyAttribute[] =>
  range === undefined ? [hash] : [hash, range];

/** The attributes that an entry of an index has; undefined for all. */
export const projectedNames = (table: KeySchema, index: IndexDefinition): readonly string[] | undefined => {
  if (index.projection === 'ALL') return undefined;
  return [...new Set([...keyNames(index.keys), ...keyNames(table), ...index.nonKeyAttributes])];
};
