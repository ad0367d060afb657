import type { Blueprint } from '../../core/blueprint/model.ts';
import { DynamoSavedSizes } from '../../functions/adapters/dynamo-saved-sizes.ts';
import { DynamoSuspensions } from '../../functions/adapters/dynamo-suspensions.ts';
import type { Group } from '../../functions/ports/fleets.ts';
import { checkFleet } from '../../functions/tasks/check-fleet/handler.ts';
import { CheckFleetInput } from '../../functions/tasks/check-fleet/input.ts';
import { checkReplacement } from '../../functions/tasks/check-replacement/handler.ts';
import { CheckReplacementInput } from '../../functions/tasks/check-replacement/input.ts';
import { checkStage } from '../../functions/tasks/check-stage/handler.ts';
import { CheckStageInput } from '../../functions/tasks/check-stage/input.ts';
import { findGroups } from '../../functions/tasks/find-groups/handler.ts';
import { FindGroupsInput } from '../../functions/tasks/find-groups/input.ts';
import type { Execution } from '../../local/asl/execution.ts';
import type { TaskRequest } from '../../local/asl/model.ts';
import { StatesError } from '../../local/asl/states-error.ts';
import { operationName } from '../../local/asl/tasks/call-sdk.ts';
import { integrationError, sdkErrorStyle } from '../../local/asl/tasks/integration-error.ts';
import { AwsError } from '../../local/kernel.ts';
import { embeddedTable } from '../contracts/embedded-table.ts';
import { aMember } from '../fakes/builders.ts';
import { MemoryFleets } from '../fakes/memory-fleets.ts';
import { MemoryLoadBalancers } from '../fakes/memory-load-balancers.ts';
import { startDefinition } from '../local/asl/run-definition.ts';
import { filledIn, type Name } from './definition.ts';

/** A change that a state machine made to a group. */
export interface Effect {
  readonly action: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

type Arguments = Readonly<Record<string, unknown>>;

/** Runs one definition with its real tasks over fakes, and its table in the embedded DynamoDB. */
export async function rehearsal(blueprint: Blueprint, ...groups: readonly Group[]) {
  const world = await embeddedTable();
  const fleets = new MemoryFleets(...groups);
  const loadBalancers = new MemoryLoadBalancers();
  const effects: Effect[] = [];
  const events: { readonly DetailType: string; readonly Detail: Arguments }[] = [];
  /** What happens when a state's task begins, such as a newer decision; may throw the error that the service answers. */
  const before = new Map<string, (request: TaskRequest) => void | Promise<void>>();
  /** Whether groups follow what they are told. */
  const obedience = { follows: true, launches: true };
  const savedSizes = new DynamoSavedSizes(world.table);
  const suspensions = new DynamoSuspensions(world.table);

  const invoke = async (name: string, payload: unknown): Promise<unknown> => {
    switch (name) {
      case 'CheckFleet':
        return checkFleet({ fleets, loadBalancers })(CheckFleetInput.parse(payload));
      case 'CheckStage':
        return checkStage({ fleets, loadBalancers })(CheckStageInput.parse(payload));
      case 'CheckReplacement':
        return checkReplacement({ fleets, loadBalancers })(CheckReplacementInput.parse(payload));
      case 'FindGroups':
        return findGroups({ blueprint, fleets, savedSizes, suspensions })(FindGroupsInput.parse(payload));
      default:
        throw new Error(`no function ${name}`);
    }
  };

  const resize = (name: string, desired: number, bounds: Partial<Group> = {}): void => {
    const group = fleets.groups.get(name);
    if (group === undefined) throw new AwsError('ValidationError', `no group ${name}`);
    const members = Array.from({ length: obedience.launches ? desired : 0 }, (_, index) => aMember(index + 1));
    fleets.put({ ...group, ...bounds, desired, members: obedience.follows ? members : group.members });
  };

  const effect = (action: string, given: Arguments): unknown => {
    effects.push({ action, arguments: given });
    const name = String(given['AutoScalingGroupName']);
    if (action === 'setDesiredCapacity') resize(name, Number(given['DesiredCapacity']));
    if (action === 'updateAutoScalingGroup') {
      const { MinSize: min, MaxSize: max } = given as { MinSize: number; MaxSize?: number };
      resize(name, Number(given['DesiredCapacity']), { min, ...(max !== undefined && { max }) });
    }
    if (action === 'setInstanceHealth') replace(String(given['InstanceId']));
    return {};
  };

  const replace = (instanceId: string): void => {
    if (!obedience.follows) return;
    for (const group of fleets.groups.values()) {
      const members = group.members.map((each) => (each.instanceId === instanceId ? aMember(99) : each));
      fleets.put({ ...group, members });
    }
  };

  const work = async (request: TaskRequest): Promise<unknown> => {
    const { resource, stateName, arguments: input } = request;
    const given = input as Arguments;
    await before.get(stateName)?.(request);
    switch (resource.service) {
      case 'lambda':
        return { Payload: await reported(() => invoke(String(given['FunctionName']), given['Payload'])) };
      case 'dynamodb':
        return world.call(resource.action, given);
      case 'autoscaling':
        return effect(resource.action, given);
      case 'events':
        events.push(...(given['Entries'] as typeof events));
        return { FailedEntryCount: 0 };
      case 'ec2':
        return { InstanceId: given['InstanceId'], Output: Buffer.from(`${'x'.repeat(3000)} panic`).toString('base64') };
      default:
        throw new Error(`no service ${resource.service}`);
    }
  };

  const workOrFail = (request: TaskRequest): Promise<unknown> =>
    work(request).catch((error: unknown) => {
      throw error instanceof AwsError ? asReported(error, request.resource.service) : error;
    });

  return {
    ...world,
    fleets,
    loadBalancers,
    effects,
    events,
    before,
    obedience,
    /** Let the calls of a state fail at first, so many times; answers how often it has called. */
    failAtFirst: (stateName: string, times: number, errorOf: (operation: string) => AwsError): (() => number) => {
      let calls = 0;
      before.set(stateName, ({ resource }) => {
        if (++calls <= times) throw errorOf(operationName(resource.action));
      });
      return () => calls;
    },
    run: async (name: Name, input: unknown): Promise<Execution> => {
      const { execution, clock } = startDefinition(filledIn(name), input, workOrFail);
      await clock.advance(2 * 24 * 3600 * 1000);
      return execution;
    },
  };
}

export type Rehearsal = Awaited<ReturnType<typeof rehearsal>>;

/** Prefixes of the SDK integrations' errors, by service. */
const PREFIXES: Readonly<Record<string, string>> = { dynamodb: 'DynamoDb', autoscaling: 'AutoScaling', ec2: 'Ec2' };

/** As Step Functions names it. The optimized integrations of ours have errors of their own. */
const asReported = (error: AwsError, service: string): StatesError =>
  integrationError(error, sdkErrorStyle(PREFIXES[service] ?? service), 'request');

/** Lambda reports an error by its name: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
async function reported(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return JSON.parse(JSON.stringify(await run())) as unknown;
  } catch (error) {
    throw error instanceof Error ? new StatesError(error.name, error.message) : error;
  }
}

/** How often states were entered, maps and their iterations included. */
export const transitionsOf = (execution: Execution): number =>
  execution.history().filter(({ type }) => /StateEntered$/.test(type)).length;
