import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { permissionsPage } from './permissions-page.ts';
import { blueprintOf, stackOf } from './synthesized.ts';

it('docs/permissions.md is what the template says; `npm run permissions` writes it', async () => {
  const template = Template.fromStack(stackOf(blueprintOf('rubato.yaml'))).toJSON();
  await expect(permissionsPage(template)).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/permissions.md'));
});
