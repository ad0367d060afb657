import type { BusEvent } from '../event.ts';

/**
 * What a target is given for an event, as JSON text.
 *
 * @throws Error when it cannot be made for this event
 */
export type TargetInput = (event: BusEvent, rule: { readonly name: string; readonly arn: string }) => string;
