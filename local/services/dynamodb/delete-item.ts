import { type Operation, operation } from '../../kernel.ts';
import { checkConstraints, enumProblem, optionProblems, requiredProblem, tableNameProblem } from './constraints.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { dataPermissions } from './permissions.ts';
import { RETURN_VALUES } from './put-item.ts';
import type { Database } from './tables/database.ts';
import { answerWrite, type WriteOutput } from './writes/answer-write.ts';
import { checkReturnsOld } from './writes/check-returns-old.ts';
import { type KeyInput, planDelete } from './writes/plan-delete.ts';
import { performWrite } from './writes/planned-write.ts';

interface DeleteItemInput extends KeyInput {
  readonly ReturnValues?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export const deleteItem = (database: Database): Operation =>
  operation<DeleteItemInput, WriteOutput>({
    authorize: (input) => dataPermissions(database, 'DeleteItem', input),
    run: (input) => {
      refuseLegacyParameters(database, 'DeleteItem', input);
      checkConstraints(
        tableNameProblem(input.TableName),
        requiredProblem(input.Key, 'key'),
        ...optionProblems(input),
        enumProblem(input.ReturnValues, 'returnValues', RETURN_VALUES),
      );
      checkReturnsOld(input.ReturnValues);
      const planned = planDelete(database, input);
      return answerWrite(planned, performWrite(planned), input);
    },
  });
