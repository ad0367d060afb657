import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** Name of the index that holds environments by the instant at which they must be looked at. */
export const DUE_INDEX = 'due';

/**
 * What DynamoDB asks of the table's key on behalf of a role that reads, and of one that writes, which reads the table's
 * own key first. These are the permissions that DynamoDB requires at a minimum, shared out as the CDK's `grantReadData` and
 * `grantWriteData` do; CreateGrant is for whoever makes the table.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html#dynamodb-customer-cmk-policy
 */
const READING_KEY = ['kms:Decrypt', 'kms:DescribeKey'];
const WRITING_KEY = [
  ...READING_KEY,
  'kms:Encrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
];

const WRITES: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem']);

export interface StateTableProps {
  /** Encrypts the table. */
  readonly encryptionKey: IKey;
}

export interface TableAccess {
  /** DynamoDB actions without the service prefix. */
  readonly actions: readonly ('BatchGetItem' | 'ConditionCheckItem' | 'GetItem' | 'PutItem' | 'UpdateItem')[];
  /** Patterns of the partition keys that may be touched, such as `TIER#*`. */
  readonly partitions: readonly string[];
}

/** The table that holds every tier, environment, decision and the switch. */
export class StateTable extends Construct {
  readonly table: Table;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, props: StateTableProps) {
    super(scope, id);
    this.#key = props.encryptionKey;
    this.table = new Table(this, 'Resource', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expiresAt',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: DUE_INDEX,
      partitionKey: { name: 'dueKind', type: AttributeType.STRING },
      sortKey: { name: 'nextDueAt', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  /**
   * Statements for reading or writing items of some partitions, with the rights on the table's key that DynamoDB asks for.
   * Each operation of a transaction is governed by the permission for its own kind
   * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html). Unverified: that the leading keys of such
   * an operation are its own alone.
   */
  accessStatements(...accesses: readonly TableAccess[]): PolicyStatement[] {
    const writes = accesses.some(({ actions }) => actions.some((action) => WRITES.has(action)));
    return [
      ...accesses.map(
        ({ actions, partitions }) =>
          new PolicyStatement({
            actions: actions.map((action) => `dynamodb:${action}`),
            resources: [this.table.tableArn],
            conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
          }),
      ),
      this.#keyStatement(writes ? WRITING_KEY : READING_KEY),
    ];
  }

  /** Statements for asking the index which environments are due. */
  dueIndexStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${this.table.tableArn}/index/${DUE_INDEX}`] }),
      this.#keyStatement(READING_KEY),
    ];
  }

  /** Never directly, only when DynamoDB asks. */
  #keyStatement(actions: readonly string[]): PolicyStatement {
    return new PolicyStatement({
      actions: [...actions],
      resources: [this.#key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.amazonaws.com` } },
    });
  }
}
