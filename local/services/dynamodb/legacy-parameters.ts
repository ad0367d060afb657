import type { Database } from './tables/database.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html */
const LEGACY_PARAMETERS = [
  'AttributesToGet',
  'AttributeUpdates',
  'ConditionalOperator',
  'Expected',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
];

/** Parameters that expressions have replaced are not modelled: a request with one ends the run. */
export const refuseLegacyParameters = (database: Database, operation: string, input: object): void => {
  for (const name of LEGACY_PARAMETERS) {
    if ((input as Readonly<Record<string, unknown>>)[name] !== undefined) {
      database.refuse(`the legacy parameter ${name} of ${operation}`);
    }
  }
};
