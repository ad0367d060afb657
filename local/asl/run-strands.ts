import { CANCELLED } from './cancellation.ts';
import type { StateTypeName, StrandOfControl } from './model.ts';

/** Branches or iterations that run beside each other. */
export interface StrandWork {
  readonly count: number;
  /** How many run at a time; 0 for all. */
  readonly concurrency: number;
  readonly begin: (index: number) => StrandOfControl;
  /** Records its own events. */
  readonly run: (strand: StrandOfControl, index: number) => Promise<void>;
  /** Each writes a history of its own, so that what is aborted is not recorded in the parent's. */
  readonly areChildren?: boolean;
  /** Told of each that another one's failure ended. */
  readonly onAborted?: (index: number) => void;
}

const ABORTABLE: ReadonlySet<StateTypeName> = new Set(['Task', 'Wait', 'Parallel', 'Map']);

/**
 * Run strands until all have ended, or until one fails: then the others end at once.
 *
 * @throws what the first strand that failed threw
 */
export const runStrands = async (parent: StrandOfControl, work: StrandWork): Promise<void> => {
  const active = new Map<number, StrandOfControl>();
  let failed: number | undefined;
  let nextIndex = 0;
  let lastEventId = parent.lastEventId;

  const runSlot = async (): Promise<void> => {
    let slotEventId = parent.lastEventId;
    while (nextIndex < work.count) {
      const index = nextIndex++;
      const strand = work.begin(index);
      strand.lastEventId = slotEventId;
      active.set(index, strand);
      try {
        await work.run(strand, index);
      } catch (thrown) {
        failed ??= index;
        throw thrown;
      }
      active.delete(index);
      slotEventId = strand.lastEventId;
      lastEventId = slotEventId;
    }
  };

  const slots = Array.from({ length: Math.min(work.concurrency || work.count, work.count) }, runSlot);
  try {
    await parent.guard(Promise.all(slots));
    parent.lastEventId = lastEventId;
  } catch (thrown) {
    if (thrown !== CANCELLED && work.areChildren !== true) recordAborted(parent, active, failed, work.onAborted);
    for (const strand of active.values()) strand.cancel();
    throw thrown;
  }
};

const recordAborted = (
  parent: StrandOfControl,
  active: ReadonlyMap<number, StrandOfControl>,
  failed: number | undefined,
  onAborted: StrandWork['onAborted'],
): void => {
  const failure = (failed === undefined ? undefined : active.get(failed)) ?? parent;
  for (const [index, strand] of active) {
    parent.lastEventId = failure.lastEventId;
    if (index !== failed) onAborted?.(index);
    const state = strand.openState;
    if (state !== undefined && ABORTABLE.has(state)) {
      parent.record(`${state}StateAborted`, undefined, failure.lastEventId);
    }
  }
  parent.lastEventId = failure.lastEventId;
};
