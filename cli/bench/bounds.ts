/** What the product holds itself to, in the units that the names end with. */
export const BOUNDS = {
  /** Of the bundle of one function, also of those that hold the client of EC2. */
  bundle: { sizeKb: 700, importMs: 80 },
  /** Of one tier through the whole assembly, on two cores. */
  daySeconds: 10,
  /** Of a hundred tiers. */
  dayOfHundredTiersMinutes: 8,
  /** Until the first progress of `npm start` when nothing has changed. */
  secondStartSeconds: 3,
} as const;
