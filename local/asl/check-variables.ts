import type { Fields } from './fields.ts';
import { invalidDefinition } from './invalid-definition.ts';

const NAME = /^[\p{ID_Start}_]\p{ID_Continue}*$/u;
const NAME_CHARACTERS_MAX = 80;

/**
 * Check the names of variables: an identifier of at most 80 characters, not `states`, and not the name of a variable of a scope
 * around. https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html; the words are unverified.
 *
 * @param outer variables of the scopes around
 * @throws `AwsError` InvalidDefinition
 */
export const checkVariables = (flow: Fields, outer: ReadonlySet<string> = new Set()): void => {
  const states = flow.object('States');
  const all = Object.keys(states.json).map((name) => states.object(name));
  const own = all.flatMap(assignmentsIn);
  for (const { name, place } of own) {
    if (name === 'states' || name.length > NAME_CHARACTERS_MAX || !NAME.test(name)) {
      throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: Variable name '${name}' is not valid`, place);
    }
    if (outer.has(name)) {
      const problem = `SCHEMA_VALIDATION_FAILED: Variable name '${name}' is already used in an outer scope`;
      throw invalidDefinition(problem, place);
    }
  }
  const known = new Set([...outer, ...own.map(({ name }) => name)]);
  for (const inner of all.flatMap((state) => state.innerFlows())) checkVariables(inner, known);
};

interface Assignment {
  readonly name: string;
  readonly place: string;
}

/** In JSONPath a name may end in `.$`. */
const assignmentsIn = (state: Fields): readonly Assignment[] =>
  [state, ...state.objects('Choices'), ...state.objects('Catch')].flatMap((owner) => {
    const assign = owner.optionalObject('Assign');
    return Object.keys(assign?.json ?? {}).map((key) => ({
      name: key.replace(/\.\$$/, ''),
      place: `${assign?.place}/${key}`,
    }));
  });
