import { existsSync } from 'node:fs';
import { join } from 'node:path';
import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { environmentLeaseSeconds } from '../../core/environment/decide-environment.ts';
import { ErrorName } from '../../core/errors.ts';
import { healingLeaseSeconds } from '../../core/healing/decide-heal.ts';
import { REPEAT_SECONDS } from '../../core/repeat-seconds.ts';
import { definitionOf, filledIn, NAMES, type StateText, SUBSTITUTIONS, statesOf, textOf } from './definition.ts';

const TASKS: Readonly<Record<(typeof NAMES)[number], readonly string[]>> = {
  'scale-tier': ['CheckFleet'],
  'sleep-environment': ['CheckStage', 'FindGroups'],
  'wake-environment': ['CheckStage', 'FindGroups'],
  'heal-instance': ['CheckReplacement'],
};

/** `States.X` of the language, or `Service.Error` of an integration. */
const isPlatformError = (error: string): boolean => /^(States|[A-Z][A-Za-z]+)\.[A-Z][A-Za-z]+$/.test(error);
const EFFECTS = ['setDesiredCapacity', 'updateAutoScalingGroup', 'setInstanceHealth'];
const WRITES = ['updateItem', 'transactWriteItems'].map((write) => `arn:aws:states:::aws-sdk:dynamodb:${write}`);
const READ = 'arn:aws:states:::aws-sdk:dynamodb:getItem';

const nextOf = (state: StateText): string[] => [
  ...[state.Next, state.Default].filter((next) => next !== undefined),
  ...(state.Choices ?? []).map(({ Next }) => Next),
  ...(state.Catch ?? []).map(({ Next }) => Next),
];

describe.each(NAMES)('%s.asl.json', (name) => {
  const definition = definitionOf(name);
  const states = statesOf(definition.States);

  it('is valid Amazon States Language', () => {
    expect(validate(filledIn(name))).toMatchObject({ isValid: true, errors: [] });
  });

  it('speaks JSONata, says in a sentence what it does, and has a backstop', () => {
    expect(definition.QueryLanguage).toBe('JSONata');
    expect(definition.Comment).toMatch(/^[A-Z].*\.$/);
    expect(definition.TimeoutSeconds).toBeGreaterThan(0);
  });

  it('catches and retries only errors that exist', () => {
    const named = states.flatMap(([, { Retry = [], Catch = [] }]) =>
      [...Retry, ...Catch].flatMap((rule) => rule.ErrorEquals),
    );
    const ours = named.filter((error) => !isPlatformError(error));
    const failures = states.flatMap(([, { Error: error = [] }]) => error);
    expect([...Object.values<string>(ErrorName), ...failures]).toEqual(expect.arrayContaining(ours));
  });

  it('retries with jitter, a bounded number of times, and never everything', () => {
    const retries = states.flatMap(([, { Retry = [] }]) => Retry);
    expect(retries).not.toEqual([]);
    for (const retry of retries) {
      expect(retry.MaxAttempts).toBeLessThanOrEqual(8);
      expect(retry.JitterStrategy).toBe('FULL');
      expect(retry.ErrorEquals).not.toContain('States.ALL');
      expect(retry.ErrorEquals).not.toContain('States.TaskFailed');
    }
  });

  it('has somewhere to go whatever a call ends with', () => {
    const callers = Object.entries(definition.States).filter(([, { Type }]) => Type === 'Task' || Type === 'Map');
    // What fails within a map is caught where the map stands.
    const uncaught = callers.filter(([, { Catch = [] }]) => Catch.at(-1)?.ErrorEquals.join() !== 'States.ALL');
    expect(uncaught.map(([state]) => state)).toEqual([]);
  });

  it('asks the stack only for what it gives', () => {
    const keys = [...new Set([...textOf(name).matchAll(/\$\{(\w+)\}/g)].map(([, key]) => key ?? ''))].sort();
    const given = [...Object.keys(SUBSTITUTIONS), ...TASKS[name].map((task) => `${task}FunctionArn`)].sort();
    expect(keys).toEqual(given);
  });

  it('calls tasks that have a function', () => {
    const folders = TASKS[name].map((task) => task.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase());
    for (const folder of folders) {
      expect(existsSync(join(import.meta.dirname, '../../functions/tasks', folder, 'index.ts'))).toBe(true);
    }
  });

  it('names states in PascalCase', () => {
    expect(states.filter(([state]) => !/^([A-Z][a-z]+)+$/.test(state))).toEqual([]);
  });

  const leadingTo = (wanted: string) => states.filter(([, state]) => nextOf(state).includes(wanted));
  const claims = [
    ...new Map(
      states
        .filter(([, { Resource = '' }]) => EFFECTS.some((effect) => Resource.endsWith(`:${effect}`)))
        .flatMap(([effect]) => leadingTo(effect)),
    ),
  ];

  it('takes a claim right before every effect', () => {
    expect(claims).not.toEqual([]);
    for (const [, { Arguments }] of claims) {
      expect(JSON.stringify(Arguments)).toMatch(/"UpdateExpression":/);
      expect(JSON.stringify(Arguments)).toMatch(/"ConditionExpression":/);
    }
  });

  it('reads the switch, as it is now, right before every write that an effect or a wait follows', () => {
    const writes = states.filter(
      ([state, { Resource = '' }]) => WRITES.includes(Resource) && !state.startsWith('Record'),
    );
    expect(writes.length).toBeGreaterThan(claims.length);
    for (const [write] of writes) {
      const reads = leadingTo(write);
      expect(reads).not.toEqual([]);
      for (const [, { Resource, Arguments }] of reads) {
        expect(Resource).toBe(READ);
        expect(Arguments).toMatchObject({ Key: { pk: { S: 'SWITCH' }, sk: { S: 'GLOBAL' } }, ConsistentRead: true });
      }
    }
  });

  it('asks for a deadline, or counts its tries, in every circle that waits', () => {
    const waits = states.filter(([, { Type }]) => Type === 'Wait').map(([state]) => state);
    const byName = new Map(states);
    const isBound = (state: string): boolean =>
      (byName.get(state)?.Choices ?? []).some(({ Condition }) => /eadlineSeconds \* 1000|\.tries < \d/.test(Condition));
    // Without the choices that know a bound, no wait may lead back to itself.
    const reach = (from: string, seen = new Set<string>()): Set<string> => {
      for (const next of nextOf(byName.get(from) as StateText)) {
        if (isBound(next) || seen.has(next)) continue;
        reach(next, seen.add(next));
      }
      return seen;
    };
    expect(waits).not.toEqual([]);
    for (const wait of waits) expect(reach(wait)).not.toContain(wait);
  });
});

/** The longest wait of a state, in seconds: between its tries, or its own, of which `$min([..., N])` tells the most. */
const longestWait = ({ Retry = [], Seconds }: StateText): number => {
  if (Seconds !== undefined) return Number(/\$min\(\[.*, (\d+)\]\)/.exec(Seconds)?.[1]);
  const { MaxAttempts = 0, MaxDelaySeconds = Number.POSITIVE_INFINITY } = Retry[0] ?? {};
  return Array.from({ length: MaxAttempts }, (_, at) => Math.min(2 ** at, MaxDelaySeconds)).reduce((a, b) => a + b, 0);
};

describe.each(NAMES)('a refused call of %s', (name) => {
  const byName = new Map(statesOf(definitionOf(name).States));

  it('is repeated within the seconds that are kept clear for it before a deadline', () => {
    const path = [byName.get('WaitToClaimAgain') as StateText];
    while (!EFFECTS.some((effect) => path.at(-1)?.Resource?.endsWith(`:${effect}`))) {
      path.push(byName.get(path.at(-1)?.Next ?? '') as StateText);
    }
    const [, ...callers] = path;
    const calls = callers.reduce((sum, { Retry = [] }) => sum + 1 + (Retry[0]?.MaxAttempts ?? 0), 0);
    expect(calls).toBe(13);
    expect(path.reduce((sum, state) => sum + longestWait(state), 0)).toBe(94);
    expect(REPEAT_SECONDS).toBe(94 + 2 * calls);
  });
});

/** Waits of the longest looks, and the seconds of leases. */
const LEASES = [
  { name: 'sleep-environment', lookSeconds: 120, leaseSeconds: environmentLeaseSeconds },
  { name: 'wake-environment', lookSeconds: 120, leaseSeconds: environmentLeaseSeconds },
  { name: 'heal-instance', lookSeconds: 5, leaseSeconds: healingLeaseSeconds },
] as const;

describe.each(LEASES)('the lease of $name', ({ name, lookSeconds, leaseSeconds }) => {
  const byName = new Map(statesOf(definitionOf(name).States));

  it('lasts from one renewal to the next, however many tries each call needs', () => {
    const renewal = byName.get('RenewLease') as StateText;
    const callers = [renewal];
    let state = renewal;
    do {
      state = byName.get(state.Next ?? state.Default ?? '') as StateText;
      if (state.Retry !== undefined) callers.push(state);
    } while (state !== renewal);
    // A lease counts from when its state is entered, so the write of it is in the sum twice.
    expect(callers).toHaveLength(4);
    const waits = callers.reduce((sum, state) => sum + longestWait(state), 0);
    const calls = callers.reduce((sum, { Retry = [] }) => sum + 1 + (Retry[0]?.MaxAttempts ?? 0), 0);
    expect(leaseSeconds).toBeGreaterThan(lookSeconds + waits + 2 * calls);
  });
});

describe('the lease of wake-environment', () => {
  const byName = new Map(statesOf(definitionOf('wake-environment').States));

  it('lasts from the renewal at a look to the first claim of the next stage, however many tries each call needs', () => {
    const way = ['RenewLease', 'CheckStage', 'FindGroups', 'ReadSwitchForGroup', 'ClaimGroup'];
    const callers = way.map((state) => byName.get(state) as StateText);
    const waits = callers.reduce((sum, state) => sum + longestWait(state), 0);
    const calls = callers.reduce((sum, { Retry = [] }) => sum + 1 + (Retry[0]?.MaxAttempts ?? 0), 0);
    expect([waits, calls]).toEqual([303, 39]);
    expect(environmentLeaseSeconds).toBeGreaterThan(120 + waits + 2 * calls);
  });
});

const EFFECT_STATES: ReadonlySet<string> = new Set(
  NAMES.flatMap((name) => statesOf(definitionOf(name).States))
    .filter(([, { Resource = '' }]) => EFFECTS.some((effect) => Resource.endsWith(`:${effect}`)))
    .map(([state]) => state),
);

/** The service and, for our own functions, what is called: a kind of call is retried in one way, wherever it is made. */
const kindOf = (resource: string, next = '', state = ''): string => {
  // To suspend a tier is a claim and an effect at once: it fences what sizes the tier.
  if (state === 'SuspendTiers') return 'claim';
  if (EFFECT_STATES.has(next)) return WRITES.includes(resource) ? 'claim' : resource;
  if (EFFECTS.some((effect) => resource.endsWith(`:${effect}`))) return 'effect';
  return /:(lambda|dynamodb|events|ec2):\w+$/.exec(resource)?.[1] ?? resource;
};

const TRANSIENT = { IntervalSeconds: 1, BackoffRate: 2, JitterStrategy: 'FULL' };
/** Nine tries within 75 s at most: half of them failing, one call of 512 does not get through. */
const PATIENT = { ...TRANSIENT, MaxAttempts: 8, MaxDelaySeconds: 15 };

const DYNAMODB_ERRORS = [
  'DynamoDb.DynamoDbException',
  'DynamoDb.InternalServerErrorException',
  'DynamoDb.ProvisionedThroughputExceededException',
  'DynamoDb.RequestLimitExceededException',
  'DynamoDb.SdkClientException',
  'DynamoDb.ThrottlingException',
  'DynamoDb.TransactionConflictException',
  'DynamoDb.TransactionInProgressException',
];

/** What is to be tried again in place, by kind of call. */
const RETRIERS: Readonly<Record<string, readonly object[]>> = {
  // https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
  lambda: [
    {
      ErrorEquals: [
        'Lambda.ClientExecutionTimeoutException',
        'Lambda.ServiceException',
        'Lambda.AWSLambdaException',
        'Lambda.SdkClientException',
        'Lambda.TooManyRequestsException',
        'CallFailed',
      ],
      ...PATIENT,
    },
  ],
  // A cancelled transaction is no error of this kind: its reasons are read before it is tried again.
  dynamodb: [{ ErrorEquals: DYNAMODB_ERRORS, ...PATIENT }],
  // 3 s at most: the switch was read right before, and stops effects within 10 s.
  claim: [{ ErrorEquals: DYNAMODB_ERRORS, ...TRANSIENT, MaxAttempts: 2 }],
  // AWS documents FailedEntry alone, the rest is unverified:
  // https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
  events: [
    {
      ErrorEquals: [
        'EventBridge.FailedEntry',
        'EventBridge.AmazonEventBridgeException',
        'EventBridge.EventBridgeException',
        'EventBridge.InternalException',
        'EventBridge.SdkClientException',
      ],
      ...PATIENT,
    },
  ],
  // Evidence is read once or not at all, and an effect only ever under a claim of its own.
  ec2: [],
  effect: [],
};

describe('calls of one kind', () => {
  const calls = NAMES.flatMap((name) =>
    statesOf(definitionOf(name).States).flatMap(([state, { Resource, Next, Retry = [] }]) =>
      Resource === undefined ? [] : [{ name, state, kind: kindOf(Resource, Next, state), Retry }],
    ),
  );

  it.each(calls)('are retried alike: $name, $state is a call of $kind', ({ kind, Retry }) => {
    expect(Retry).toEqual(RETRIERS[kind]);
  });

  it('are of every kind that is named here', () => {
    expect(new Set(calls.map(({ kind }) => kind))).toEqual(new Set(Object.keys(RETRIERS)));
  });

  it('repeat a refused effect for the same errors', () => {
    const catchers = NAMES.flatMap((name) =>
      statesOf(definitionOf(name).States)
        .filter(([, { Resource = '' }]) => kindOf(Resource) === 'effect')
        .map(([, { Catch = [] }]) => Catch[0]?.ErrorEquals),
    );
    expect(catchers).toHaveLength(NAMES.length);
    for (const errors of catchers) {
      expect(errors).toEqual([
        'AutoScaling.AutoScalingException',
        'AutoScaling.ResourceContentionException',
        'AutoScaling.ScalingActivityInProgressException',
        'AutoScaling.SdkClientException',
      ]);
    }
  });

  it('wait between their tries ever longer, and never in step', () => {
    const waits = NAMES.flatMap((name) =>
      statesOf(definitionOf(name).States).flatMap(([state, { Seconds }]) => (/Again$/.test(state) ? [Seconds] : [])),
    );
    expect(waits.length).toBeGreaterThanOrEqual(NAMES.length);
    expect([...new Set(waits)]).toEqual([
      '{% $ceil($min([$power(2, $states.input.tries), 16]) * (1 + $random()) / 2) %}',
    ]);
  });
});
