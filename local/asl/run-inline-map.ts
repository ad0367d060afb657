import { CANCELLED } from './cancellation.ts';
import { concurrencyOf, numberOf, percentageOf } from './map-numbers.ts';
import { iterationInput, type MapSettings, mapContextOf } from './map-settings.ts';
import type { JsonObject, StrandOfControl, Visit } from './model.ts';
import { runStrands } from './run-strands.ts';

/**
 * Run a map whose iterations belong to the execution.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
 *
 * @returns what each iteration gave, in the order of the items
 */
export const runInlineMap = async (settings: MapSettings, visit: Visit): Promise<readonly unknown[]> => {
  const { strand, scope, state } = visit;
  const items = (await settings.items(scope)) as readonly unknown[];
  strand.record('MapStateStarted', { length: items.length });
  // Only distributed maps tolerate failures, but the fields are checked here, too.
  await numberOf(settings.toleratedCount, scope, 'integer');
  await percentageOf(settings.toleratedPercentage, scope);
  const contexts = items.map((item, index) => mapContextOf(index, item));
  const results: unknown[] = new Array(items.length);
  await runStrands(strand, {
    count: items.length,
    concurrency: await concurrencyOf(settings.maxConcurrency, scope),
    begin: (index) => strand.fork(contexts[index]),
    run: async (iteration, index) => {
      results[index] = await iterate(settings, visit, iteration, index, contexts[index] ?? {});
    },
    onAborted: (index) => void strand.record('MapIterationAborted', { name: state.name, index }),
  });
  const lastEventId = strand.lastEventId;
  strand.record('MapStateSucceeded');
  strand.lastEventId = lastEventId; // AWS records MapStateExited as following the iteration that ended last.
  return results;
};

const iterate = async (
  settings: MapSettings,
  visit: Visit,
  strand: StrandOfControl,
  index: number,
  mapContext: JsonObject,
): Promise<unknown> => {
  const input = await iterationInput(settings, visit, mapContext);
  const details = { name: visit.state.name, index };
  strand.record('MapIterationStarted', details);
  try {
    const output = await visit.runner.run(settings.processor, input, strand);
    const lastEventId = strand.lastEventId;
    strand.record('MapIterationSucceeded', details);
    strand.lastEventId = lastEventId;
    return output;
  } catch (thrown) {
    if (thrown !== CANCELLED) {
      const lastEventId = strand.lastEventId;
      strand.record('MapIterationFailed', details);
      strand.lastEventId = lastEventId;
    }
    throw thrown;
  }
};
