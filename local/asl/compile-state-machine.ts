import { checkNames } from './check-names.ts';
import { checkTransitions } from './check-transitions.ts';
import { checkVariables } from './check-variables.ts';
import { Fields, MAXIMUM_SECONDS } from './fields.ts';
import { invalidDefinition } from './invalid-definition.ts';
import { jsonataLanguage } from './jsonata/jsonata-language.ts';
import { jsonpathLanguage } from './jsonpath/jsonpath-language.ts';
import type {
  Catcher,
  Environment,
  Flow,
  QueryLanguageName,
  Retrier,
  State,
  StateMachineProgram,
  StateTypeName,
} from './model.ts';
import type { QueryLanguage } from './query-language.ts';
import type { StateType } from './state-type.ts';
import { choiceState } from './states/choice.ts';
import { failState } from './states/fail.ts';
import { mapState } from './states/map.ts';
import { parallelState } from './states/parallel.ts';
import { passState } from './states/pass.ts';
import { succeedState } from './states/succeed.ts';
import { taskState } from './states/task.ts';
import { waitState } from './states/wait.ts';

const STATE_TYPES: Readonly<Record<StateTypeName, StateType>> = {
  Pass: passState,
  Task: taskState,
  Choice: choiceState,
  Wait: waitState,
  Succeed: succeedState,
  Fail: failState,
  Parallel: parallelState,
  Map: mapState,
};

/**
 * Compile a definition in Amazon States Language to what the interpreter runs.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 *
 * @param definition the JSON of the state machine
 * @throws `AwsError` InvalidDefinition with the place, also for whatever this interpreter does not know
 */
export const compileStateMachine = (definition: unknown, environment: Environment): StateMachineProgram => {
  const fields = new Fields(definition, '');
  fields.allow(['StartAt', 'States', 'TimeoutSeconds', 'Version', 'QueryLanguage']);
  const flow = new Compiler(environment, languageOf(fields, 'JSONPath')).compileFlow(fields);
  checkNames(fields);
  checkVariables(fields);
  if (fields.has('Version') && fields.value('Version') !== '1.0') throw fields.invalid('Version', '"1.0"');
  const timeoutSeconds = fields.has('TimeoutSeconds')
    ? fields.integer('TimeoutSeconds', 0, 1, MAXIMUM_SECONDS)
    : undefined;
  return { ...flow, timeoutSeconds };
};

/** Words as measured on AWS: https://github.com/floci-io/floci/issues/2968 */
const languageOf = (fields: Fields, standard: QueryLanguageName): QueryLanguageName => {
  const name = fields.optionalString('QueryLanguage') ?? standard;
  if (name !== 'JSONata' && name !== 'JSONPath') throw fields.invalid('QueryLanguage', 'JSONata or JSONPath');
  // Within JSONata nothing may go back: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
  if (standard === 'JSONata' && name === 'JSONPath') {
    const problem = "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine";
    throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${problem}`, fields.place);
  }
  return name;
};

class Compiler {
  readonly #environment: Environment;
  /** Of the state machine; states within a map or a branch that name none have this one, not that of the state around. */
  readonly #language: QueryLanguageName;
  readonly #languages: Readonly<Record<QueryLanguageName, QueryLanguage>>;

  constructor(environment: Environment, language: QueryLanguageName) {
    this.#environment = environment;
    this.#language = language;
    this.#languages = { JSONata: jsonataLanguage(environment), JSONPath: jsonpathLanguage(environment) };
  }

  compileFlow(fields: Fields): Flow {
    const source = fields.object('States');
    const states = new Map(
      Object.keys(source.json).map((name) => [name, this.#compileState(name, source.object(name))]),
    );
    checkTransitions(fields);
    return { startAt: fields.string('StartAt'), states };
  }

  #compileState(name: string, fields: Fields): State {
    const typeName = fields.string('Type');
    if (!Object.hasOwn(STATE_TYPES, typeName)) {
      throw fields.invalid('Type', `one of ${Object.keys(STATE_TYPES).join(', ')}`);
    }
    const type = STATE_TYPES[typeName as StateTypeName];
    const languageName = languageOf(fields, this.#language);
    const language = this.#languages[languageName];
    fields.allow(
      [
        'Type',
        'QueryLanguage',
        ...(type.hasTransition ? ['Next', 'End'] : []),
        ...(type.canFail ? ['Retry', 'Catch'] : []),
        ...type.fields[languageName],
      ],
      { own: languageName, other: type.fields[languageName === 'JSONata' ? 'JSONPath' : 'JSONata'] },
    );
    requireWildcardsLast(fields.objects('Retry'));
    requireWildcardsLast(fields.objects('Catch'));
    return {
      name,
      type: typeName as StateTypeName,
      retriers: fields.objects('Retry').map(compileRetrier),
      catchers: fields.objects('Catch').map((catcher) => compileCatcher(catcher, language)),
      run: type.compile({
        name,
        fields,
        language,
        environment: this.#environment,
        next: type.hasTransition ? nextOf(fields) : undefined,
        compileFlow: (inner) => this.compileFlow(inner),
      }),
    };
  }
}

/** The next state; undefined at an end. */
const nextOf = (fields: Fields): string | undefined => {
  const next = fields.optionalString('Next');
  const isEnd = fields.value('End') === true;
  if (isEnd) fields.allowOneOf('Next', 'End');
  if ((next !== undefined) === isEnd) {
    throw invalidDefinition('SCHEMA_VALIDATION_FAILED: Expected either Next, or End with the value true', fields.place);
  }
  return next;
};

/** `States.ALL` stands alone, in the last retrier or catcher. */
const requireWildcardsLast = (rules: readonly Fields[]): void => {
  for (const [index, rule] of rules.entries()) {
    const names = rule.strings('ErrorEquals');
    const isAtItsPlace = names.length === 1 && index === rules.length - 1;
    if (names.includes('States.ALL') && !isAtItsPlace) throw rule.invalid('ErrorEquals', 'States.ALL alone and last');
  }
};

const MAXIMUM_ATTEMPTS = 99_999_999;
/** "greater than 0 and less than 31622400", of the same page as a retrier. */
const MAXIMUM_DELAY_SECONDS = 31_622_399;

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error */
const compileRetrier = (fields: Fields): Retrier => {
  const names = ['ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds', 'JitterStrategy'];
  fields.allow(names);
  return {
    errorEquals: fields.strings('ErrorEquals'),
    intervalSeconds: fields.integer('IntervalSeconds', 1, 1, MAXIMUM_SECONDS),
    maxAttempts: fields.integer('MaxAttempts', 3, 0, MAXIMUM_ATTEMPTS),
    backoffRate: fields.number('BackoffRate', 2, 1),
    maxDelaySeconds: fields.integer('MaxDelaySeconds', Number.POSITIVE_INFINITY, 1, MAXIMUM_DELAY_SECONDS),
    hasFullJitter: fields.optionalOneOf('JitterStrategy', ['NONE', 'FULL']) === 'FULL',
  };
};

const compileCatcher = (fields: Fields, language: QueryLanguage): Catcher => {
  fields.allow(['ErrorEquals', 'Next', 'Assign', language.name === 'JSONata' ? 'Output' : 'ResultPath']);
  return {
    errorEquals: fields.strings('ErrorEquals'),
    next: fields.string('Next'),
    complete: language.catchFlow(fields),
  };
};
