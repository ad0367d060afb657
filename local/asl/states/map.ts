import { eventual } from '../eventual.ts';
import type { Fields } from '../fields.ts';
import { invalidDefinition } from '../invalid-definition.ts';
import { compileBatcher } from '../item-batcher.ts';
import { compileReader } from '../item-reader.ts';
import type { MapSettings } from '../map-settings.ts';
import type { Step, Visit } from '../model.ts';
import { runDistributedMap } from '../run-distributed-map.ts';
import { runInlineMap } from '../run-inline-map.ts';
import type { StateSource, StateType } from '../state-type.ts';

const COMMON = ['ItemProcessor', 'Iterator', 'ItemSelector', 'ItemReader', 'ItemBatcher', 'Label'];
const LIMITS = ['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage'];

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html */
export const mapState: StateType = {
  fields: {
    JSONata: [...COMMON, ...LIMITS, 'Items', 'Output', 'Assign'],
    JSONPath: [
      ...COMMON,
      ...LIMITS,
      ...LIMITS.map((name) => `${name}Path`),
      'ItemsPath',
      'InputPath',
      'Parameters',
      'ResultSelector',
      'ResultPath',
      'OutputPath',
      'Assign',
    ],
  },
  hasTransition: true,
  canFail: true,
  compile: (source) => {
    const { fields, language, next } = source;
    const settings = compileSettings(source);
    const flow = language.mapFlow(fields);
    const run = settings.isDistributed ? runDistributedMap : runInlineMap;
    return async (visit: Visit): Promise<Step> => {
      const result = await run(settings, visit);
      return eventual(flow.complete(visit.scope, result), (completion) => ({ ...completion, next }));
    };
  },
};

const compileSettings = (source: StateSource): MapSettings => {
  const { fields, language } = source;
  const processor = processorOf(fields);
  processor.allow(['StartAt', 'States', 'ProcessorConfig', 'QueryLanguage']);
  const config = processor.optionalObject('ProcessorConfig');
  config?.allow(['Mode', 'ExecutionType']);
  const isDistributed = config?.optionalString('Mode') === 'DISTRIBUTED';
  if (!isDistributed && (fields.has('ItemReader') || fields.has('ItemBatcher'))) {
    throw invalidDefinition('SCHEMA_VALIDATION_FAILED: ItemReader and ItemBatcher need Mode DISTRIBUTED', fields.place);
  }
  return {
    processor: source.compileFlow(processor),
    isDistributed,
    label: fields.optionalString('Label') ?? source.name,
    items: language.items(fields),
    reader: compileReader(fields, language),
    batcher: compileBatcher(fields, language),
    itemSelector: language.itemSelector(fields),
    maxConcurrency: language.operand(fields, 'MaxConcurrency'),
    toleratedCount: language.operand(fields, 'ToleratedFailureCount'),
    toleratedPercentage: language.operand(fields, 'ToleratedFailurePercentage'),
  };
};

/** `Iterator` is the old name of `ItemProcessor`. */
const processorOf = (fields: Fields): Fields => {
  if (fields.has('ItemProcessor') && fields.has('Iterator')) throw fields.invalid('Iterator', 'ItemProcessor alone');
  return fields.object(fields.has('Iterator') ? 'Iterator' : 'ItemProcessor');
};
