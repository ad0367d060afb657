import { registerHooks } from 'node:module';
import { compareOperations } from '../../../../../cli/conformance/dynamodb/compare-operations.ts';
import type { Difference } from '../../../../../cli/conformance/dynamodb/difference.ts';
import type { EmbeddedClient } from '../../../../../cli/conformance/dynamodb/embedded-client.ts';
import { explain } from '../../../../../cli/conformance/dynamodb/explained-differences.ts';
import { inOrder } from '../../../../../cli/conformance/dynamodb/json-answer.ts';
import { CREATE_TABLE } from '../../../../../cli/conformance/dynamodb/things-table.ts';
import { BUGS } from './bugs.ts';

/** Prints as JSON after how many calls each bug makes a difference that nothing explains; null: it makes none. */

/** `npm run conformance` compares so many. */
const OPERATIONS = 10_000;
const OURS = new URL('../../../../../', import.meta.url);
const CLIENT = new URL('cli/conformance/dynamodb/embedded-client.ts', OURS);
const PRODUCT = new URL('local/services/dynamodb/', OURS);

/** Which bug a module is loaded with: each bug has all modules anew. */
const bugOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).searchParams.get('bug') : null);

registerHooks({
  resolve: (specifier, context, next) => {
    const resolved = next(specifier, context);
    const bug = bugOf(context.parentURL ?? '');
    const isOurs = resolved.url.startsWith(OURS.href) && !resolved.url.includes('/node_modules/');
    return bug === null || !isOurs ? resolved : { ...resolved, url: `${resolved.url}?bug=${bug}` };
  },
  load: (url, context, next) => {
    const loaded = next(url, context);
    const bug = BUGS[Number(bugOf(url) ?? Number.NaN)];
    if (bug === undefined || !url.startsWith(`${PRODUCT.href}${bug.file}?`)) return loaded;
    const parts = String(loaded.source).split(bug.found);
    if (parts.length !== 2)
      throw new Error(`${bug.what}: found ${parts.length - 1} times in ${bug.file}, must be once`);
    return { ...loaded, source: parts.join(bug.put) };
  },
});

/** Until a difference all calls and answers are those of the embedded DynamoDB without the bug: dynalite is asked once. */
const firstDifference = async (embedded: EmbeddedClient, answers: readonly Difference[]): Promise<number | null> => {
  for (const { number, call, embedded: right, dynalite } of answers) {
    const wrong = inOrder(call, await embedded.call(call));
    if (JSON.stringify(wrong) === JSON.stringify(right)) continue;
    if (explain({ number, call, embedded: wrong, dynalite }) === undefined) return number;
  }
  return null;
};

const answers: Difference[] = [];
await compareOperations(OPERATIONS, 'planted', (each) => answers.push(each));
const found: Record<string, number | null> = {};
for (const [index, { what }] of BUGS.entries()) {
  const { EmbeddedClient: Bugged } = (await import(`${CLIENT.href}?bug=${index}`)) as {
    readonly EmbeddedClient: { readonly start: typeof EmbeddedClient.start };
  };
  found[what] = await firstDifference(await Bugged.start(CREATE_TABLE), answers);
}
process.stdout.write(JSON.stringify(found));
