import * as z from 'zod';

/** The schedule says nothing but that it is time: the index says what is due. */
export const EnvironmentSweep = z.object({});
export type EnvironmentSweep = z.output<typeof EnvironmentSweep>;
