import * as z from 'zod';
import { blueprintSource } from './blueprint-schema.ts';

/** The JSON schema of `rubato.yaml` for editors, which complete and check while one writes. Draft 7, which all of them read. */
export const blueprintJsonSchema = (): Readonly<Record<string, unknown>> => ({
  title: 'Rubato blueprint',
  ...z.toJSONSchema(blueprintSource, { target: 'draft-7', io: 'input' }),
});
