import type { Fields } from './fields.ts';
import { invalidDefinition } from './invalid-definition.ts';

const NAME_CHARACTERS_MAX = 80;

/**
 * Check the names of states: at most 80 characters, and each one in the whole state machine only once.
 * https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html; the words are unverified.
 *
 * @param taken names of the states around and before
 * @throws `AwsError` InvalidDefinition
 */
export const checkNames = (flow: Fields, taken: Set<string> = new Set()): void => {
  const states = flow.object('States');
  for (const name of Object.keys(states.json)) {
    const place = `${states.place}/${name}`;
    if (name.length > NAME_CHARACTERS_MAX) {
      throw invalidDefinition(
        `SCHEMA_VALIDATION_FAILED: A state's name has at most ${NAME_CHARACTERS_MAX} characters`,
        place,
      );
    }
    if (taken.has(name)) throw invalidDefinition(`DUPLICATE_STATE_NAME: Duplicate State name: ${name}`, place);
    taken.add(name);
    for (const inner of states.object(name).innerFlows()) checkNames(inner, taken);
  }
};
