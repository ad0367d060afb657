import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blueprintFromCanonical } from '../../core/blueprint/canonical-blueprint.ts';
import type { Blueprint } from '../../core/blueprint/model.ts';
import { contentHash } from './content-hash.ts';
import { readVariable, type Variables } from './variables.ts';

/**
 * The blueprint that lies beside the bundle, with its fingerprint. LAMBDA_TASK_ROOT is the folder of the function's code
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html): one form for source and bundle, while
 * `import.meta` is empty in CommonJS and `__dirname` is missing in modules.
 *
 * @throws `BlueprintInvalid`, `VariableMissing`
 */
export function bundledBlueprint(variables: Variables): { readonly blueprint: Blueprint; readonly hash: string } {
  const text = readFileSync(join(readVariable(variables, 'LAMBDA_TASK_ROOT'), 'blueprint.json'), 'utf8');
  return { blueprint: blueprintFromCanonical(text), hash: contentHash(text) };
}
