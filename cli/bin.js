#!/usr/bin/env node
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `rubato: needs Node.js 24 or newer, this is ${process.versions.node}; run it as "npm run rubato -- ..." (which brings Node 24 on Linux) or install Node.js 24\n`,
  );
  process.exit(2);
}
// What is compiled is kept, as the assembly is: a second run begins a second earlier.
const { enableCompileCache } = await import('node:module');
enableCompileCache(`${import.meta.dirname}/../.rubato/compiled`);
const { main } = await import('./main.ts');
await main(process.argv);
