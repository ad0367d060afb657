import type { Kernel, ServiceModule } from '../../kernel.ts';
import { batchGetItem } from './batch-get-item.ts';
import { batchWriteItem } from './batch-write-item.ts';
import { createTable } from './create-table.ts';
import { deleteItem } from './delete-item.ts';
import { deleteTable } from './delete-table.ts';
import { describeTable } from './describe-table.ts';
import { describeTimeToLive } from './describe-time-to-live.ts';
import { getItem } from './get-item.ts';
import { listTables } from './list-tables.ts';
import { putItem } from './put-item.ts';
import { query } from './query.ts';
import { scan } from './scan.ts';
import { tableResource } from './table-resource.ts';
import { Database } from './tables/database.ts';
import { transactGetItems } from './transact-get-items.ts';
import { transactWriteItems } from './transact-write-items.ts';
import { updateItem } from './update-item.ts';
import { updateTimeToLive } from './update-time-to-live.ts';

export interface DynamoDbModule extends ServiceModule {
  /** The tables themselves, for tests, reports and faults. */
  readonly database: Database;
}

/**
 * Amazon DynamoDB: items, expressions, indexes, transactions, time to live and the records of streams, in memory.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html
 */
export const createDynamoDb = (kernel: Kernel): DynamoDbModule => {
  const database = new Database(kernel);
  return {
    database,
    service: {
      name: 'dynamodb',
      // https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html ("Exception prefix differences")
      integration: { name: 'dynamodb', errorPrefix: 'DynamoDb' },
      operations: {
        BatchGetItem: batchGetItem(database),
        BatchWriteItem: batchWriteItem(database),
        CreateTable: createTable(database),
        DeleteItem: deleteItem(database),
        DeleteTable: deleteTable(database),
        DescribeTable: describeTable(database),
        DescribeTimeToLive: describeTimeToLive(database),
        GetItem: getItem(database),
        ListTables: listTables(database),
        PutItem: putItem(database),
        Query: query(database),
        Scan: scan(database),
        TransactGetItems: transactGetItems(database),
        TransactWriteItems: transactWriteItems(database),
        UpdateItem: updateItem(database),
        UpdateTimeToLive: updateTimeToLive(database),
      },
    },
    resources: [tableResource(database)],
  };
};
