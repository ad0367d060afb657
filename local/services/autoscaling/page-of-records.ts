import { AwsError } from '../../kernel.ts';
import { type Page, paginate } from '../ec2/paginate.ts';

export interface RecordsInput {
  readonly MaxRecords?: number;
  readonly NextToken?: string;
}

/**
 * The page of records that was asked for.
 *
 * @param most records in a page
 * @param usual how many where nobody says
 * @throws `AwsError` ValidationError, InvalidNextToken
 */
export const pageOfRecords = <Item>(
  { MaxRecords, NextToken }: RecordsInput,
  { most, usual }: { readonly most: number; readonly usual: number },
  find: () => readonly Item[],
): Page<Item> => {
  const size = MaxRecords ?? usual;
  if (size < 1 || size > most) {
    throw new AwsError('ValidationError', `MaxRecords is ${size}; it must be between 1 and ${most}`);
  }
  return paginate(find(), size, NextToken);
};
