import type { Flow, FlowRunner, Step, StrandOfControl } from './model.ts';
import { runState } from './run-state.ts';

/**
 * Run a sequence of states to its end.
 *
 * @returns the output of its last state
 * @throws `StatesError` when a state fails and nothing catches it; `CANCELLED` when the strand is cancelled
 */
export const runFlow = async (
  flow: Flow,
  input: unknown,
  strand: StrandOfControl,
  runner: FlowRunner,
): Promise<unknown> => {
  let name: string | undefined = flow.startAt;
  let data = input;
  while (name !== undefined) {
    const state = flow.states.get(name);
    if (state === undefined) throw new Error(`State "${name}" is not in the flow that starts at "${flow.startAt}".`);
    const outcome = runState(state, data, strand, runner);
    const step: Step = outcome instanceof Promise ? await outcome : outcome;
    data = step.output;
    name = step.next;
  }
  return data;
};
