import { dataLimitError, isOverDataLimit } from './data-limit.ts';
import { decideRetry } from './decide-retry.ts';
import { matchesError } from './matches-error.ts';
import type {
  Completion,
  ErrorOutput,
  Eventual,
  FlowRunner,
  Retrier,
  State,
  Step,
  StrandOfControl,
  Visit,
} from './model.ts';
import { QueryError } from './query-error.ts';
import { StatesError } from './states-error.ts';

/** Enter a state, do its work, retry and catch, and leave it. */
export const runState = (state: State, input: unknown, strand: StrandOfControl, runner: FlowRunner): Eventual<Step> => {
  const visit = enter(state, input, strand, runner);
  let outcome: Eventual<Step>;
  try {
    outcome = state.run(visit);
    if (!(outcome instanceof Promise)) return leave(visit, outcome);
  } catch (thrown) {
    outcome = Promise.reject(thrown);
  }
  return settle(visit, outcome);
};

const enter = (state: State, input: unknown, strand: StrandOfControl, runner: FlowRunner): Visit => {
  // AWS records the first state as following no event, not as following ExecutionStarted.
  const arrivedFromEventId = strand.lastEventId === 1 ? 0 : strand.lastEventId;
  const enteredEventId = strand.record(`${state.type}StateEntered`, { name: state.name, input }, arrivedFromEventId);
  strand.openState = state.type;
  runner.onTransition(state);
  const enteredAtMs = runner.clock.nowMs;
  const context = strand.contextFor(state, enteredAtMs, 0);
  const scope = { input, context, variables: strand.variables };
  return { state, strand, scope, enteredEventId, enteredAtMs, retryCount: 0, arrivedFromEventId, runner };
};

const leave = (visit: Visit, step: Step): Step => {
  const { state, strand, scope } = visit;
  if (state.type === 'Fail') return step;
  if (step.output !== scope.input && isOverDataLimit(step.output)) throw dataLimitError(state.name, true);
  const { output, assigned } = step;
  strand.record(`${state.type}StateExited`, { name: state.name, output, assignedVariables: assigned });
  if (assigned !== undefined) strand.variables = { ...strand.variables, ...assigned };
  strand.openState = undefined;
  return step;
};

const settle = async (visit: Visit, first: Promise<Step>): Promise<Step> => {
  const { state, strand, runner } = visit;
  const attempts = new Map<Retrier, number>();
  let current = visit;
  let outcome = first;
  for (;;) {
    try {
      return leave(current, await outcome);
    } catch (thrown) {
      const error = asStatesError(thrown, current);
      const decision = decideRetry(state.retriers, error, attempts, () => runner.environment.random.next());
      if (decision.action === 'give-up') return fallBack(current, error);
      attempts.set(decision.retrier, (attempts.get(decision.retrier) ?? 0) + 1);
      await strand.sleepUntil(runner.clock.nowMs + decision.delaySeconds * 1000);
      current = again(current);
      outcome = runAgain(current);
    }
  }
};

const again = (visit: Visit): Visit => {
  const retryCount = visit.retryCount + 1;
  const context = visit.strand.contextFor(visit.state, visit.enteredAtMs, retryCount);
  return { ...visit, retryCount, scope: { ...visit.scope, context } };
};

const runAgain = async (visit: Visit): Promise<Step> => visit.state.run(visit);

const fallBack = async (visit: Visit, error: StatesError): Promise<Step> => {
  const { state, strand } = visit;
  const isComposite = state.type === 'Map' || state.type === 'Parallel';
  if (isComposite && !error.isTerminal) strand.record(`${state.type}StateFailed`);
  const catcher = state.catchers.find(({ errorEquals }) => matchesError(errorEquals, error));
  if (catcher === undefined) throw error;
  let completion: Completion;
  try {
    completion = await catcher.complete({ ...visit.scope, errorOutput: errorOutputOf(error) });
  } catch (thrown) {
    throw asStatesError(thrown, visit);
  }
  return leave(visit, { ...completion, next: catcher.next });
};

/** As recorded on AWS: a timeout has an empty cause, an error that was reported without one has null. */
const errorOutputOf = (error: StatesError): ErrorOutput => ({
  Error: error.error ?? null,
  Cause: error.reason ?? (error.error === 'States.Timeout' ? '' : null),
});

/** What a state threw, as an error of the execution. Anything that is none passes through and ends the run. */
const asStatesError = (thrown: unknown, visit: Visit): StatesError => {
  if (thrown instanceof StatesError) return thrown;
  if (!(thrown instanceof QueryError)) throw thrown;
  const { state, strand, enteredEventId, arrivedFromEventId } = visit;
  const cause = `An error occurred while executing the state '${state.name}' (entered at the event id #${enteredEventId}). ${thrown.message}`;
  if (thrown.error === 'States.QueryEvaluationError') {
    const details = { error: thrown.error, cause, location: thrown.location, state: state.name };
    strand.record('EvaluationFailed', details, arrivedFromEventId);
  }
  return new StatesError(thrown.error, cause);
};
