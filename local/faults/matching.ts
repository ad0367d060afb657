import type { ApiCall, FaultDelivery } from '../kernel.ts';

/** Whether a text is of a pattern, in which `*` stands for any characters. */
const matcher = (pattern: string): ((text: string) => boolean) => {
  if (pattern === '*') return () => true;
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  const expression = new RegExp(`^${escaped}$`, 's');
  return (text) => expression.test(text);
};

/** Which events; `*` in a pattern stands for any characters. */
export interface EventMatch {
  /** Such as `aws.ec2`; schedules are `aws.scheduler`. */
  readonly source: string;
  /** @default '*' */
  readonly detailType?: string;
  /** Of the rule or schedule that delivers it. @default '*' */
  readonly rule?: string;
  /** The end of the target's ARN, such as the name of a function. @default '*' */
  readonly target?: string;
}

export const matchesEvent = ({ source, detailType = '*', rule = '*', target = '*' }: EventMatch) => {
  const [isSource, isType, isRule, isTarget] = [source, detailType, rule, target].map(matcher);
  return (delivery: FaultDelivery): boolean =>
    isSource?.(delivery.source) === true &&
    isType?.(delivery.detailType) === true &&
    isRule?.(delivery.rule) === true &&
    isTarget?.(delivery.targetArn.slice(delivery.targetArn.lastIndexOf(':') + 1)) === true;
};

/** Which calls; `*` in a pattern stands for any characters. */
export interface CallMatch {
  /** `service:Operation`, the service by its signing name: `dynamodb:*`, `autoscaling:SetDesiredCapacity`. */
  readonly call: string;
  /** The function or the execution that makes the call, by name. Services call as themselves: `events.amazonaws.com`. @default '*' */
  readonly caller?: string;
}

export const matchesCall = ({ call, caller = '*' }: CallMatch) => {
  const [isCall, isCaller] = [call, caller].map(matcher);
  return (made: ApiCall): boolean => isCall?.(callName(made)) === true && isCaller?.(callerName(made)) === true;
};

export const callName = ({ service, operation }: ApiCall): string => `${service}:${operation}`;

export const eventName = ({ source, detailType, rule }: FaultDelivery): string => `${source}/${detailType} of ${rule}`;

const callerName = ({ caller }: ApiCall): string => {
  if (caller.kind === 'role') return caller.sessionName;
  return caller.kind === 'service' ? caller.service : caller.kind;
};
