import { type Operation, operation } from '../../kernel.ts';
import { checkConstraints, enumProblem, optionProblems, requiredProblem, tableNameProblem } from './constraints.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { dataPermissions } from './permissions.ts';
import { RETURN_VALUES } from './put-item.ts';
import type { Database } from './tables/database.ts';
import { answerWrite, type WriteOutput } from './writes/answer-write.ts';
import { planUpdate, type UpdateInput } from './writes/plan-update.ts';
import { performWrite } from './writes/planned-write.ts';

interface UpdateItemInput extends UpdateInput {
  readonly ReturnValues?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const updateItem = (database: Database): Operation =>
  operation<UpdateItemInput, WriteOutput>({
    authorize: (input) => dataPermissions(database, 'UpdateItem', input),
    run: (input) => {
      refuseLegacyParameters(database, 'UpdateItem', input);
      checkConstraints(
        tableNameProblem(input.TableName),
        requiredProblem(input.Key, 'key'),
        ...optionProblems(input),
        enumProblem(input.ReturnValues, 'returnValues', RETURN_VALUES),
      );
      const planned = planUpdate(database, input);
      return answerWrite(planned, performWrite(planned), input);
    },
  });
