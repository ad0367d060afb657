import type { Fields } from './fields.ts';
import { type DefinitionProblem, invalidDefinitions } from './invalid-definition.ts';

/**
 * Check where the states of a sequence lead: each target exists, something ends the sequence, and something leads to
 * each state. Words and order as measured on AWS: https://github.com/localstack/localstack/issues/11978,
 * https://github.com/aws-cloudformation/cfn-lint/issues/4074 and https://github.com/floci-io/floci/pull/2786
 *
 * @throws `AwsError` InvalidDefinition with all that was found
 */
export const checkTransitions = (flow: Fields): void => {
  const states = flow.object('States');
  const names = Object.keys(states.json);
  const transitions = [
    { target: flow.string('StartAt'), place: `${flow.place}/StartAt` },
    ...names.flatMap((name) => transitionsOf(states.object(name))),
  ];
  const problems: DefinitionProblem[] = transitions
    .filter(({ target }) => !names.includes(target))
    .map(({ target, place }) => ({ problem: `MISSING_TRANSITION_TARGET: Missing 'Next' target: ${target}`, place }));
  if (names.some((name) => isTerminal(states.object(name)))) {
    const targets = new Set(transitions.map(({ target }) => target));
    for (const name of names.filter((one) => !targets.has(one))) {
      const problem = `MISSING_TRANSITION_TARGET: State "${name}" is not reachable.`;
      problems.push({ problem, place: `${states.place}/${name}` });
    }
  } else {
    problems.push({ problem: 'MISSING_END_STATE: Workflow has no terminal state', place: 'null' });
  }
  if (problems.length > 0) throw invalidDefinitions(problems);
};

interface Transition {
  readonly target: string;
  readonly place: string;
}

const transitionsOf = (state: Fields): readonly Transition[] =>
  [state, ...state.objects('Choices'), ...state.objects('Catch')].flatMap((owner) =>
    ['Next', 'Default'].flatMap((name) => {
      const target = owner.optionalString(name);
      return target === undefined ? [] : [{ target, place: `${owner.place}/${name}` }];
    }),
  );

const isTerminal = (state: Fields): boolean =>
  state.value('End') === true || ['Succeed', 'Fail'].includes(String(state.value('Type')));
