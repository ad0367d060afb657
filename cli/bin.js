#!/usr/bin/env node
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `rubato: needs Node.js 24 or newer, this is ${process.versions.node}; run "npm ci", which brings it on Linux, and then "npm run rubato -- ...", or install Node.js 24\n`,
  );
  process.exit(2);
}
// npm runs the scripts of a package in its folder; what a person names lies where the person stands.
// https://docs.npmjs.com/cli/v11/commands/npm-run#description
const { npm_lifecycle_script: script, INIT_CWD: calledFrom } = process.env;
if (script?.startsWith('node cli/bin.js') && calledFrom) process.chdir(calledFrom);
// What is compiled is kept, as the assembly is: a second run begins a second earlier.
const { enableCompileCache } = await import('node:module');
enableCompileCache(`${import.meta.dirname}/../.rubato/compiled`);
const { main } = await import('./main.ts').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !/Cannot find package/.test(error.message)) throw error;
  process.stderr.write('rubato: its packages are not installed; run "npm ci" first\n');
  process.exit(2);
});
await main(process.argv);
