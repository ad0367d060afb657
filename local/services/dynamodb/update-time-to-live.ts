import { type Operation, operation } from '../../kernel.ts';
import { checkConstraints, requiredProblem, tableNameProblem } from './constraints.ts';
import { tablePermissions } from './permissions.ts';
import type { Database } from './tables/database.ts';
import type { Table } from './tables/table.ts';
import { validationError } from './validation-error.ts';

interface TimeToLiveSpecification {
  readonly AttributeName: string;
  readonly Enabled: boolean;
}

interface UpdateTimeToLiveInput {
  readonly TableName: string;
  readonly TimeToLiveSpecification: TimeToLiveSpecification;
}

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
 * On AWS a change takes up to an hour, in which no other is accepted; here it is done at once.
 */
export const updateTimeToLive = (database: Database): Operation =>
  operation<UpdateTimeToLiveInput, Pick<UpdateTimeToLiveInput, 'TimeToLiveSpecification'>>({
    authorize: ({ TableName }) => tablePermissions(database, 'UpdateTimeToLive', TableName),
    run: ({ TableName, TimeToLiveSpecification }) => {
      checkConstraints(
        tableNameProblem(TableName),
        requiredProblem(TimeToLiveSpecification, 'timeToLiveSpecification'),
      );
      const table = database.describe(TableName);
      checkChange(table, TimeToLiveSpecification);
      const { AttributeName, Enabled } = TimeToLiveSpecification;
      table.definition = { ...table.definition, timeToLiveAttribute: Enabled ? AttributeName : undefined };
      return { TimeToLiveSpecification: { AttributeName, Enabled } };
    },
  });

const checkChange = ({ definition }: Table, { AttributeName, Enabled }: TimeToLiveSpecification): void => {
  const current = definition.timeToLiveAttribute;
  if (Enabled && current !== undefined) throw validationError('TimeToLive is already enabled');
  if (!Enabled && current === undefined) throw validationError('TimeToLive is already disabled');
  if (!Enabled && current !== AttributeName) {
    throw validationError(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`);
  }
};
