import type { ResourceProperties } from '../../assembly/resource-properties.ts';
import { type TargetCall, targetCall } from '../../events/delivery/target-call.ts';

/**
 * What a schedule calls: a templated target, by the service in its ARN. An event bus needs parameters of its own. Universal
 * targets (`arn:aws:scheduler:::aws-sdk:...`) are refused.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
 *
 * @throws Error when the embedded cloud does not call such a target
 */
export const scheduleCall = (
  arn: string,
  eventParameters: ResourceProperties | undefined,
): ((payload: string) => TargetCall) => {
  if (!arn.includes(':event-bus/')) return targetCall(arn);
  if (eventParameters === undefined)
    throw new Error(`the target ${arn} is an event bus; it needs EventBridgeParameters`);
  const entry = {
    EventBusName: arn,
    Source: eventParameters.requiredText('Source'),
    DetailType: eventParameters.requiredText('DetailType'),
  };
  return (payload) => ({
    service: 'events',
    operation: 'PutEvents',
    input: { Entries: [{ ...entry, Detail: payload }] },
  });
};
