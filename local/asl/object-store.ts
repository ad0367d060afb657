import type { Fields } from './fields.ts';
import type { JsonObject, TaskResource, Visit } from './model.ts';

/** What maps ask of S3; only `ItemReader` and `ResultWriter` may name these resources. */
export type StoreAction = 'getObject' | 'listObjectsV2' | 'putObject';

const resourceOf = (action: StoreAction): TaskResource => ({
  kind: 'optimized',
  arn: `arn:aws:states:::s3:${action}`,
  service: 's3',
  action,
  pattern: 'request-response',
  resourceType: 's3',
  resource: action,
});

const RESOURCES: Readonly<Record<StoreAction, TaskResource>> = {
  getObject: resourceOf('getObject'),
  listObjectsV2: resourceOf('listObjectsV2'),
  putObject: resourceOf('putObject'),
};

/** @throws `AwsError` InvalidDefinition when `Resource` is none of the actions */
export const parseStoreResource = (fields: Fields, actions: readonly StoreAction[]): StoreAction => {
  const [, named] = /^arn:[\w-]+:states:::s3:(\w+)$/.exec(fields.string('Resource')) ?? [];
  const action = actions.find((one) => one === named);
  if (action !== undefined) return action;
  throw fields.invalid('Resource', actions.map((one) => `arn:aws:states:::s3:${one}`).join(' or '));
};

/**
 * Call S3 as the state machine; contents are bytes both ways.
 *
 * @throws `StatesError` as the integration reports it
 */
export const storeCall = async (visit: Visit, action: StoreAction, parameters: JsonObject): Promise<JsonObject> => {
  const { runner, strand, state } = visit;
  const { output } = await strand.guard(
    runner.tasks.start({
      resource: RESOURCES[action],
      arguments: parameters,
      execution: runner.execution,
      stateName: state.name,
      retryCount: 0,
    }),
  );
  return output as JsonObject;
};
