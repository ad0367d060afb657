import { type Operation, operation } from '../../kernel.ts';
import { checkConstraints, enumProblem, optionProblems, requiredProblem, tableNameProblem } from './constraints.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { dataPermissions } from './permissions.ts';
import type { Database } from './tables/database.ts';
import { answerWrite, type WriteOutput } from './writes/answer-write.ts';
import { type PutInput, planPut } from './writes/plan-put.ts';
import { performWrite } from './writes/planned-write.ts';

/** Every operation accepts these words; PutItem and DeleteItem then refuse all but two of them. */
export const RETURN_VALUES = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'];

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export const putItem = (database: Database): Operation =>
  operation<PutInput, WriteOutput>({
    authorize: (input) => dataPermissions(database, 'PutItem', input),
    run: (input) => {
      refuseLegacyParameters(database, 'PutItem', input);
      checkConstraints(
        tableNameProblem(input.TableName),
        requiredProblem(input.Item, 'item'),
        ...optionProblems(input),
        enumProblem(input.ReturnValues, 'returnValues', RETURN_VALUES),
      );
      const planned = planPut(database, input);
      return answerWrite(planned, performWrite(planned), input);
    },
  });
