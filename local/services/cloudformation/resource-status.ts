import type { Stack, StackEvent } from '../../assembly/stack.ts';

/** The last event of each resource that a stack has, in the order in which they were made. */
export const lastEvents = ({ resources, events }: Stack): readonly StackEvent[] => {
  const last = new Map(events.map((event) => [event.logicalId, event]));
  return [...resources.keys()].flatMap((logicalId) => last.get(logicalId) ?? []);
};
