import { existsSync, readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { parseBlueprint } from '../core/blueprint/parse-blueprint.ts';
import { RubatoStack } from './rubato-stack.ts';

const file = process.env['RUBATO_BLUEPRINT'] ?? 'rubato.yaml';
if (!existsSync(file)) {
  process.stderr.write(
    `RUBATO_BLUEPRINT: found ${JSON.stringify(file)}, but there is no such file; a blueprint is needed\n`,
  );
  process.exit(2);
}
const result = parseBlueprint(readFileSync(file, 'utf8'), file);

if (result.isValid) {
  new RubatoStack(new App(), 'Rubato', { blueprint: result.blueprint });
} else {
  process.stderr.write(`${result.problems.map(({ text }) => text).join('\n')}\n`);
  process.exitCode = 2;
}
