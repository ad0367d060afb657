import { type ConsumedCapacity, indexWriteUnits, reportCapacity, writeUnits } from '../consumed-capacity.ts';
import { projectItem } from '../expressions/project-item.ts';
import type { Item } from '../values/attribute-value.ts';
import { copyItem } from '../values/copy-value.ts';
import type { PlannedWrite, WriteOutcome } from './planned-write.ts';

export interface WriteOutput {
  readonly Attributes?: Item;
  readonly ConsumedCapacity?: ConsumedCapacity;
}

/** What a write of one item answers; attributes only if there are any. */
export const answerWrite = (
  planned: PlannedWrite,
  outcome: WriteOutcome,
  wish: { readonly ReturnValues?: string; readonly ReturnConsumedCapacity?: string },
): WriteOutput => {
  const attributes = returnedAttributes(planned, outcome, wish.ReturnValues);
  const capacity = capacityOf(planned, outcome, wish.ReturnConsumedCapacity);
  return {
    ...(attributes !== undefined && Object.keys(attributes).length > 0 && { Attributes: copyItem(attributes) }),
    ...(capacity !== undefined && { ConsumedCapacity: capacity }),
  };
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html#DDB-UpdateItem-request-ReturnValues */
const returnedAttributes = (
  { updatedPaths = [] }: PlannedWrite,
  { before, after }: WriteOutcome,
  returnValues: string | undefined,
): Item | undefined => {
  switch (returnValues) {
    case 'ALL_OLD':
      return before?.item;
    case 'ALL_NEW':
      return after?.item;
    case 'UPDATED_OLD':
      return before && projectItem(before.item, updatedPaths);
    case 'UPDATED_NEW':
      return after && projectItem(after.item, updatedPaths);
    default:
      return undefined;
  }
};

const capacityOf = (
  { table }: PlannedWrite,
  { before, after }: WriteOutcome,
  wish: string | undefined,
): ConsumedCapacity | undefined => {
  if (wish !== 'TOTAL' && wish !== 'INDEXES') return undefined;
  const units = writeUnits(before, after);
  return reportCapacity(wish, { table, units, indexUnits: indexWriteUnits(table, before, after) });
};
