import { AwsError } from '../../kernel.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

const STANDARD_SIZE = 100;
const LARGEST_SIZE = 1000;

/**
 * Cut a page out of a list. A size of 0 is the standard one, as the API has it.
 *
 * @throws `AwsError` InvalidToken for a token that this did not give
 */
export const pageOf = <Item>(
  items: readonly Item[],
  maxResults: number | undefined,
  nextToken: string | undefined,
): Page<Item> => {
  const size = Math.min(maxResults || STANDARD_SIZE, LARGEST_SIZE);
  const start = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  const end = start + size;
  const hasMore = end < items.length;
  return {
    items: items.slice(start, end),
    nextToken: hasMore ? Buffer.from(String(end)).toString('base64') : undefined,
  };
};
