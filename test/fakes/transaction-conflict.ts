import { AwsError } from '../../local/kernel.ts';

/**
 * What DynamoDB answers while another transaction works on the last of the items that a call writes. An operation on one
 * item has an error of its own for it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export const transactionConflict = (operation: string): AwsError => {
  const message = 'Transaction is ongoing for the item';
  if (operation !== 'TransactWriteItems') return new AwsError('TransactionConflictException', message);
  return new AwsError(
    'TransactionCanceledException',
    'Transaction cancelled, please refer cancellation reasons for specific reasons [None, TransactionConflict]',
    400,
    { CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict', Message: message }] },
  );
};
