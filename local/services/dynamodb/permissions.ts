import { type AccessRequest, AwsError, type Kernel } from '../../kernel.ts';
import { bindKeyCondition } from './expressions/bind-key-condition.ts';
import type { ExpressionKind } from './expressions/invalid-expression.ts';
import { parseExpression } from './expressions/parse-expression.ts';
import { type ExpressionAttributes, Substitutions } from './expressions/substitutions.ts';
import { type Database, tableNameOf } from './tables/database.ts';
import type { Table } from './tables/table.ts';
import type { AttributeValue } from './values/attribute-value.ts';
import { textOfScalar } from './values/compare-values.ts';
import { readValue } from './values/read-value.ts';

/** The members of any request about items that decide what it needs. */
export interface DataRequest extends ExpressionAttributes, Partial<Record<ExpressionKind, string>> {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Key?: Readonly<Record<string, unknown>>;
  readonly Item?: Readonly<Record<string, unknown>>;
  readonly Keys?: readonly Readonly<Record<string, unknown>>[];
  readonly Select?: string;
  readonly ReturnValues?: string;
  readonly ReturnConsumedCapacity?: string;
}

/** What DynamoDB asks of a customer managed key for whoever reads a table that is under it. */
const KEY_ACTIONS_OF_READERS = ['Decrypt', 'DescribeKey'];
/** And for whoever writes it, who has to read the table's own key first. */
const KEY_ACTIONS_OF_WRITERS = [
  ...KEY_ACTIONS_OF_READERS,
  'Encrypt',
  'ReEncryptFrom',
  'ReEncryptTo',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
];
const KEY_CACHED_MS = 300_000;
const WRITES: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);

/**
 * What a caller needs for an operation on items: the action on the table, or on the index that is read, and the use of the
 * customer managed key that the table is under, for DynamoDB uses it on behalf of the caller.
 *
 * Condition keys: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 * Key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html#dynamodb-customer-cmk-policy
 * names what DynamoDB requires at a minimum, all of it for one principal; that the one who accesses a table calls Decrypt is
 * said there, too, and that CreateGrant is for the one who makes it. Unverified: which of the rest readers and writers need;
 * here it is what the CDK's `grantReadData` and `grantWriteData` give them, and writers without Decrypt fail on AWS
 * (https://github.com/aws/aws-cdk/issues/10010). Table keys are cached for each principal; after five minutes without use they are asked for again, and
 * changed permissions are seen: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html
 */
export const dataPermissions = (
  database: Database,
  action: string,
  request: DataRequest,
  enclosingOperation?: string,
): readonly AccessRequest[] => {
  const { kernel } = database;
  const table = database.find(request.TableName);
  const tableArn = tableArnOf(kernel, request.TableName);
  const resource = request.IndexName === undefined ? tableArn : `${tableArn}/index/${request.IndexName}`;
  const context = {
    ...tagContext(table),
    ...present('dynamodb:LeadingKeys', table === undefined ? [] : leadingKeysOf(table, request)),
    ...present('dynamodb:Attributes', attributesOf(request)),
    ...present('dynamodb:Select', request.Select),
    ...present('dynamodb:ReturnValues', request.ReturnValues),
    ...present('dynamodb:ReturnConsumedCapacity', request.ReturnConsumedCapacity),
    ...present('dynamodb:EnclosingOperation', enclosingOperation),
  };
  const access: AccessRequest = { action: `dynamodb:${action}`, resource, context };
  const keyArn = table?.definition.kmsKeyArn;
  if (keyArn === undefined) return [access];
  const keyActions = WRITES.has(action) ? KEY_ACTIONS_OF_WRITERS : KEY_ACTIONS_OF_READERS;
  const kept = { name: `${keyArn} ${tableArn}`, idleMs: KEY_CACHED_MS };
  return [access, ...keyActions.map((each) => ({ ...keyAccess(kernel, each, keyArn, request.TableName), kept }))];
};

/** What a caller needs for an operation on a table as a whole. */
export const tablePermissions = (database: Database, action: string, tableName: string): readonly AccessRequest[] => [
  {
    action: `dynamodb:${action}`,
    resource: tableArnOf(database.kernel, tableName),
    context: tagContext(database.find(tableName)),
  },
];

/**
 * What the principal who selects a customer managed key for a table must be allowed to do with it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html#dynamodb-customer-cmk-policy
 */
export const keySelectionPermissions = (
  kernel: Kernel,
  keyArn: string,
  tableName: string,
): readonly AccessRequest[] => {
  const grant = keyAccess(kernel, 'CreateGrant', keyArn, tableName);
  return [
    ...KEY_ACTIONS_OF_WRITERS.map((action) => keyAccess(kernel, action, keyArn, tableName)),
    // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
    { ...grant, context: { ...grant.context, 'kms:GrantIsForAWSResource': 'true' } },
  ];
};

export const tableArnOf = (kernel: Kernel, nameOrArn: string): string =>
  `arn:${kernel.partition}:dynamodb:${kernel.region}:${kernel.account}:table/${tableNameOf(nameOrArn)}`;

/** The encryption context is part of every request of DynamoDB to KMS. */
const keyAccess = (kernel: Kernel, action: string, keyArn: string, tableName: string): AccessRequest => ({
  action: `kms:${action}`,
  resource: keyArn,
  context: {
    'kms:ViaService': `dynamodb.${kernel.region}.amazonaws.com`,
    'kms:CallerAccount': kernel.account,
    'kms:EncryptionContext:aws:dynamodb:tableName': tableNameOf(tableName),
    'kms:EncryptionContext:aws:dynamodb:subscriberId': kernel.account,
  },
});

/** A condition key that the request sets; one without a value is absent. */
const present = (key: string, value: string | readonly string[] | undefined) =>
  value === undefined || value.length === 0 ? {} : { [key]: value };

const tagContext = (table: Table | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(table?.definition.tags ?? {}).map(([name, value]) => [`aws:ResourceTag/${name}`, value]),
  );

/** Partition keys that a request names. */
const leadingKeysOf = (table: Table, request: DataRequest): readonly string[] => {
  const keys = [request.Key, request.Item, ...(request.Keys ?? [])].filter((key) => key !== undefined);
  const { hash } = table.definition.keys;
  const named = keys.map((key) => leniently(() => readValue(key[hash.name])));
  return [...named, queriedKey(table, request)].flatMap((value) =>
    value !== undefined && hash.type in value ? [textOfScalar(value)] : [],
  );
};

const queriedKey = (table: Table, request: DataRequest): AttributeValue | undefined =>
  leniently(() => {
    if (request.KeyConditionExpression === undefined) return undefined;
    const keys =
      request.IndexName === undefined ? table.definition.keys : table.indexes.get(request.IndexName)?.definition.keys;
    const { syntax } = parseExpression.KeyConditionExpression(request.KeyConditionExpression);
    const conditions = bindKeyCondition(syntax, new Substitutions(request));
    return conditions.find(({ attribute }) => attribute === keys?.hash.name)?.values[0];
  });

/** Top-level attributes that a request names. */
const attributesOf = (request: DataRequest): readonly string[] => {
  const names = new Set(Object.keys(request.Key ?? request.Item ?? {}));
  for (const kind in parseExpression) {
    const text = request[kind as ExpressionKind];
    const parsed = text === undefined ? undefined : leniently(() => parseExpression[kind as ExpressionKind](text));
    for (const name of parsed?.attributes ?? []) names.add(request.ExpressionAttributeNames?.[name] ?? name);
  }
  return [...names];
};

/** A request that is not valid is refused when it runs, not while its permissions are looked up. */
const leniently = <Value>(read: () => Value): Value | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
};
