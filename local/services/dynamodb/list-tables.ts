import { type Operation, operation } from '../../kernel.ts';
import { checkConstraints } from './constraints.ts';
import type { Database } from './tables/database.ts';

interface ListTablesInput {
  readonly ExclusiveStartTableName?: string;
  readonly Limit?: number;
}

interface ListTablesOutput {
  readonly TableNames: readonly string[];
  readonly LastEvaluatedTableName?: string;
}

const LIMIT_MAX = 100;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const listTables = (database: Database): Operation =>
  operation<ListTablesInput, ListTablesOutput>({
    authorize: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
    run: ({ ExclusiveStartTableName = '', Limit = LIMIT_MAX }) => {
      checkConstraints(limitProblem(Limit));
      const following = database.names().filter((name) => name > ExclusiveStartTableName);
      const names = following.slice(0, Limit);
      const last = names.at(-1);
      return {
        TableNames: names,
        ...(following.length > Limit && last !== undefined && { LastEvaluatedTableName: last }),
      };
    },
  });

const limitProblem = (limit: number): string | undefined => {
  const failed = `Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value`;
  if (limit < 1) return `${failed} greater than or equal to 1`;
  return limit > LIMIT_MAX ? `${failed} less than or equal to ${LIMIT_MAX}` : undefined;
};
