import type { Cloud } from '../../../local/cloud.ts';
import type { Caller, JournalEntry } from '../../../local/kernel.ts';
import type { StateMachine } from '../../../local/services/states/states-model.ts';
import type { Actor, ExecutionEnd } from './observation.ts';

const WORKFLOWS = ['scale-tier', 'sleep-environment', 'wake-environment', 'teardown-environment', 'heal-instance'];

/** Which function or execution of ours makes a call. A session is named after it; a state machine has a role of its own. */
export const actorOf = (cloud: Cloud, caller: Caller): Actor => {
  if (caller.kind !== 'role') return { name: caller.kind, workflow: null, input: {} };
  const name = caller.sessionName;
  const machine = machineOf(cloud, caller.roleArn);
  if (machine === undefined) return { name, workflow: null, input: {} };
  return { name, workflow: workflowOf(machine.name), input: executionOf(cloud, machine, name).input as Actor['input'] };
};

/** When the stage began in which an execution makes a call: it goes through the groups of one stage in one Map. Null: it has no stages. */
export const stageBegunBy = (cloud: Cloud, caller: Caller): number | null => {
  if (caller.kind !== 'role') return null;
  const machine = machineOf(cloud, caller.roleArn);
  if (machine === undefined) return null;
  const history = executionOf(cloud, machine, caller.sessionName).history({ includeData: false });
  return history.findLast(({ type }) => type === 'MapStateEntered')?.timestamp.getTime() ?? null;
};

/** What an execution came to, of a journal's entry that tells its end. */
export const endedExecution = (cloud: Cloud, { atMs, subject, detail }: JournalEntry): ExecutionEnd | null => {
  const machine = [...cloud.states.model.stateMachines].find(({ name }) => name === subject);
  if (machine === undefined || machine.type === 'EXPRESS') return null;
  const name = String(detail['name']);
  const { input, output, status } = executionOf(cloud, machine, name);
  const actor = { name, workflow: workflowOf(subject), input: input as Actor['input'] };
  return { kind: 'execution-end', atMs, actor, status, output };
};

const machineOf = (cloud: Cloud, role: string): StateMachine | undefined =>
  [...cloud.states.model.stateMachines].find(({ roleArn }) => roleArn === role);

const executionOf = (cloud: Cloud, { arn }: StateMachine, name: string) =>
  cloud.states.model.execution(`${arn.replace(':stateMachine:', ':execution:')}:${name}`);

const workflowOf = (stateMachine: string): string | null =>
  WORKFLOWS.find((workflow) => stateMachine.endsWith(`-${workflow}`)) ?? null;
