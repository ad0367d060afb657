import { type Attributes, fromAttributes } from '../../functions/adapters/attribute-values.ts';
import type { DecisionRow } from '../report/report.ts';
import type { Rehearsal } from './rehearsal.ts';

type Item = Readonly<Record<string, unknown>>;

/** Every recorded decision from an instant on, in order of time, as the table has it. */
export const readDecisions = async (rehearsal: Rehearsal, fromMs: number): Promise<DecisionRow[]> => {
  const items: Item[] = [];
  let from: Attributes | undefined;
  do {
    const page = (await rehearsal.cloud.call('dynamodb', 'Scan', {
      TableName: rehearsal.tableName,
      ...(from && { ExclusiveStartKey: from }),
    })) as { readonly Items: Attributes[]; readonly LastEvaluatedKey?: Attributes };
    items.push(...page.Items.map(fromAttributes));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items
    .filter((item) => text(item, 'sk').startsWith('DECISION#'))
    .map(decisionRow)
    .filter(({ atMs }) => atMs >= fromMs)
    .toSorted((a, b) => a.atMs - b.atMs || a.subject.localeCompare(b.subject));
};

const decisionRow = (item: Item): DecisionRow => {
  const [partition = '', id = ''] = text(item, 'pk').split('#');
  return {
    atMs: Date.parse(text(item, 'sk').split('#')[1] ?? ''),
    subject: `${partition === 'ENV' ? 'environment' : 'tier'} ${id}`,
    kind: text(item, 'kind'),
    action: text(item, 'action'),
    reason: text(item, 'reason'),
    text: text(item, 'text'),
    mode: text(item, 'mode'),
    inputs: (item['inputs'] ?? {}) as DecisionRow['inputs'],
  };
};

const text = (item: Item, name: string): string => String(item[name] ?? '');
