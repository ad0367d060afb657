import type { Faults, Journal } from '../kernel.ts';

/** Faults given as plain functions, with a note in the journal each time that one strikes. */
export const noting = (faults: Partial<Faults>, journal: Journal): Partial<Faults> => {
  const { interrupt, deliveries } = faults;
  return {
    ...faults,
    ...(interrupt && {
      interrupt: (call) => {
        const error = interrupt(call);
        if (error !== undefined) journal.note('fault', 'interrupt', { victim: `${call.service}:${call.operation}` });
        return error;
      },
    }),
    ...(deliveries && {
      deliveries: (delivery) => {
        const copies = deliveries(delivery);
        if (copies !== 1) journal.note('fault', 'deliveries', { victim: delivery.rule, copies });
        return copies;
      },
    }),
  };
};
