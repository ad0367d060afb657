import * as z from 'zod';

/** The schedule says nothing but that it is time. */
export const HealthSweep = z.object({});
export type HealthSweep = z.output<typeof HealthSweep>;
