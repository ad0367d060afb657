import { AwsError } from '../../kernel.ts';
import { PROCESSES, type Process } from './group.ts';

export interface ProcessesInput {
  readonly AutoScalingGroupName: string;
  /** None: all of them. */
  readonly ScalingProcesses?: readonly string[];
}

/** @throws `AwsError` ValidationError for a name that is no process */
export const namedProcesses = ({ ScalingProcesses: names }: ProcessesInput): readonly Process[] =>
  names === undefined || names.length === 0 ? PROCESSES : names.map(processOf);

const processOf = (name: string): Process => {
  const found = PROCESSES.find((process) => process === name);
  if (found === undefined) throw new AwsError('ValidationError', `${name} is not one of ${PROCESSES.join(', ')}`);
  return found;
};
