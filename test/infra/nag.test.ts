import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, describe, expect, it } from 'vitest';
import { RubatoStack } from '../../infra/rubato-stack.ts';
import { appOf, blueprintOf } from './synthesized.ts';

describe('cdk-nag AwsSolutions', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'rubato-nag-'));
  afterAll(() => rmSync(outdir, { recursive: true }));

  const checkedApp = () => {
    const app = appOf({ outdir });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    return app;
  };

  it('finds nothing in the stack that is not acknowledged with a reason', () => {
    const app = checkedApp();
    new RubatoStack(app, 'Rubato', { blueprint: blueprintOf('rubato.yaml') });
    expect(() => app.synth()).not.toThrow();
  });

  it('does look: a queue that takes unencrypted requests is found', () => {
    const app = checkedApp();
    new Queue(new Stack(app, 'Planted'), 'Queue');
    expect(() => app.synth()).toThrow(/AwsSolutions-SQS4/);
  });
});
