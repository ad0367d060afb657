import { eventual } from '../eventual.ts';
import type { Fields } from '../fields.ts';
import { invalidDefinition } from '../invalid-definition.ts';
import { compileBatcher } from '../item-batcher.ts';
import { compileReader } from '../item-reader.ts';
import type { MapSettings } from '../map-settings.ts';
import type { Step, Visit } from '../model.ts';
import { compileWriter } from '../result-writer.ts';
import { runDistributedMap } from '../run-distributed-map.ts';
import { runInlineMap } from '../run-inline-map.ts';
import type { StateSource, StateType } from '../state-type.ts';

const DISTRIBUTED = ['ItemReader', 'ItemBatcher', 'ResultWriter', 'Label'];
const COMMON = ['ItemProcessor', 'Iterator', 'ItemSelector', ...DISTRIBUTED];
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
  processor.allow(['StartAt', 'States', 'ProcessorConfig']);
  const config = processor.optionalObject('ProcessorConfig');
  config?.allow(['Mode', 'ExecutionType']);
  const isDistributed = config?.optionalOneOf('Mode', ['INLINE', 'DISTRIBUTED']) === 'DISTRIBUTED';
  const executionType = config?.optionalOneOf('ExecutionType', ['STANDARD', 'EXPRESS']);
  // "You must provide this field if you specified DISTRIBUTED": https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
  if (isDistributed && executionType === undefined) throw config?.invalid('ExecutionType', 'STANDARD or EXPRESS');
  if (!isDistributed) refuseDistributed(fields);
  fields.allowOneOf('ItemSelector', 'Parameters');
  checkNumbers(fields);
  return {
    processor: source.compileFlow(processor),
    isDistributed,
    isExpress: executionType === 'EXPRESS',
    label: labelOf(fields, source.name),
    items: language.items(fields),
    reader: compileReader(fields, language),
    batcher: compileBatcher(fields, language),
    writer: compileWriter(fields, language),
    itemSelector: language.itemSelector(fields),
    maxConcurrency: language.operand(fields, 'MaxConcurrency'),
    toleratedCount: language.operand(fields, 'ToleratedFailureCount'),
    toleratedPercentage: language.operand(fields, 'ToleratedFailurePercentage'),
  };
};

/** `Iterator` is the old name of `ItemProcessor`. */
const processorOf = (fields: Fields): Fields => {
  fields.allowOneOf('ItemProcessor', 'Iterator');
  return fields.object(fields.has('Iterator') ? 'Iterator' : 'ItemProcessor');
};

const refuseDistributed = (fields: Fields): void => {
  const field = DISTRIBUTED.find((name) => fields.has(name));
  if (field === undefined) return;
  throw invalidDefinition(
    `SCHEMA_VALIDATION_FAILED: ${field} needs a ProcessorConfig of Mode DISTRIBUTED`,
    fields.place,
  );
};

/** Literals are checked here, what paths and expressions give when the state runs. */
const checkNumbers = (fields: Fields): void => {
  for (const name of LIMITS) {
    fields.allowOneOf(name, `${name}Path`);
    if (typeof fields.value(name) !== 'number') continue;
    if (name === 'ToleratedFailurePercentage') fields.number(name, 0, 0, 100);
    else fields.integer(name, 0, 0);
  }
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html has the length; unverified: the words. */
const LONGEST_LABEL = 40;

const labelOf = (fields: Fields, standard: string): string => {
  const label = fields.optionalString('Label') ?? standard;
  if (fields.has('Label') && label.length > LONGEST_LABEL) {
    throw fields.invalid('Label', `at most ${LONGEST_LABEL} characters`);
  }
  return label;
};
