import { type BusEvent, eventTime } from '../../events/event.ts';
import { AwsError, type Caller, type Kernel, type ServiceEvent } from '../../kernel.ts';
import { checkServiceAccess } from '../iam/check-service-access.ts';
import { deliverEvent } from './deliver-event.ts';
import { EventBus } from './event-bus.ts';
import type { Rule } from './rule.ts';

/** What an event is made of before it is on a bus. */
export interface NewEvent extends ServiceEvent {
  /** @default now */
  readonly atMs?: number | undefined;
}

/** The buses of the account, and the way of events through them. */
export class EventsModel {
  readonly kernel: Kernel;
  readonly buses = new Map<string, EventBus>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.addBus('default');
  }

  addBus(name: string): EventBus {
    if (this.buses.has(name)) throw new Error(`an event bus named ${name} already exists`);
    const bus = new EventBus(name, this.arnOf(`event-bus/${name}`));
    this.buses.set(name, bus);
    return bus;
  }

  /** @throws `AwsError` ResourceNotFoundException */
  findBus(nameOrArn = 'default'): EventBus {
    const name = nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
    const bus = this.buses.get(name);
    if (bus === undefined) throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
    return bus;
  }

  /** @throws `AwsError` ResourceNotFoundException */
  findRule(name: string, busName?: string): Rule {
    const bus = this.findBus(busName);
    const rule = bus.rules.get(name);
    if (rule === undefined) {
      throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus.name}.`);
    }
    return rule;
  }

  arnOf(resource: string): string {
    const { partition, region, account } = this.kernel;
    return `arn:${partition}:events:${region}:${account}:${resource}`;
  }

  /** Put an event on a bus; what its rules deliver is delivered at this instant, in order. Answers the event's id. */
  put(bus: EventBus, { source, detailType, detail, resources = [], atMs }: NewEvent): string {
    const { account, region, clock, random } = this.kernel;
    const event: BusEvent = {
      version: '0',
      id: random.uuid(),
      'detail-type': detailType,
      source,
      account,
      time: eventTime(atMs ?? clock.nowMs),
      region,
      resources,
      detail,
    };
    this.#pass(bus, event);
    return event.id;
  }

  /** Deliver an event to the targets of a rule, as often and as late as the faults say. */
  trigger(rule: Rule, event: BusEvent): void {
    const { clock, faults } = this.kernel;
    const way = { rule: rule.name, source: event.source, detailType: event['detail-type'] };
    for (const target of rule.targets) {
      const delivery = { ...way, targetArn: target.arn };
      const times = faults.deliveries(delivery);
      for (let copy = 0; copy < times; copy++) {
        const deliver = () => deliverEvent(this.kernel, rule, target, event, this.#putOnBus);
        clock.after(faults.delayMs(delivery), deliver);
      }
    }
  }

  /** The event itself, as it came to the bus; from one bus to another it keeps its id. */
  #pass(bus: EventBus, event: BusEvent): void {
    this.kernel.journal.note('event', `${event.source}/${event['detail-type']}`, {
      id: event.id,
      detail: event.detail,
    });
    for (const rule of bus.match(event)) this.trigger(rule, event);
  }

  readonly #putOnBus = (busArn: string, event: BusEvent, caller: Caller): void => {
    checkServiceAccess(this.kernel, caller, { action: 'events:PutEvents', resource: busArn });
    this.#pass(this.findBus(busArn), event);
  };
}
