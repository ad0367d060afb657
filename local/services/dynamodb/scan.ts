import { type Operation, operation } from '../../kernel.ts';
import { conditionPaths } from './expressions/condition-paths.ts';
import { requestSubstitutions } from './expressions/request-substitutions.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { dataPermissions } from './permissions.ts';
import {
  answerPage,
  bindRead,
  checkReadInput,
  planRead,
  type ReadInput,
  type ReadOutput,
  seenByFilter,
} from './reads/plan-read.ts';
import { readPage } from './reads/read-page.ts';
import { refuseNestedKeys } from './tables/check-key.ts';
import type { Database } from './tables/database.ts';
import { validationError } from './validation-error.ts';

interface ScanInput extends ReadInput {
  readonly Segment?: number;
  readonly TotalSegments?: number;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
export const scan = (database: Database): Operation =>
  operation<ScanInput, ReadOutput>({
    authorize: (input) => dataPermissions(database, 'Scan', input),
    run: (input) => {
      refuseLegacyParameters(database, 'Scan', input);
      checkReadInput(input);
      checkSegments(input);
      const { FilterExpression, ProjectionExpression } = input;
      const substitutions = requestSubstitutions(input, { FilterExpression, ProjectionExpression });
      const read = planRead(database, input, bindRead(input, substitutions));
      refuseNestedKeys(read.table.definition, read.projection ?? []);
      if (read.filter !== undefined) refuseNestedKeys(read.table.definition, conditionPaths(read.filter));
      const candidates = read.entries.scan(read.startAfter, input.Segment ?? 0, input.TotalSegments ?? 1);
      return answerPage(read, readPage(candidates, input.Limit, read.filter, seenByFilter(read, input)), input);
    },
  });

const checkSegments = ({ Segment, TotalSegments }: ScanInput): void => {
  if (Segment !== undefined && TotalSegments === undefined) {
    throw validationError(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (Segment === undefined && TotalSegments !== undefined) {
    throw validationError(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (Segment !== undefined && TotalSegments !== undefined && Segment >= TotalSegments) {
    throw validationError(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
  }
};
