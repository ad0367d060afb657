import { AwsError } from '../../kernel.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/**
 * One page of a list. The token is the place where the next page begins.
 *
 * @throws `AwsError` InvalidNextToken when the token is none of ours
 */
export const paginate = <Item>(items: readonly Item[], size: number, token: string | undefined): Page<Item> => {
  const start = token === undefined ? 0 : readToken(token);
  const end = start + size;
  return {
    items: start === 0 && end >= items.length ? items : items.slice(start, end),
    nextToken: end < items.length ? Buffer.from(`from:${end}`).toString('base64url') : undefined,
  };
};

const readToken = (token: string): number => {
  const match = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (match === null) throw new AwsError('InvalidNextToken', `The token '${token}' is invalid`);
  return Number(match[1]);
};
