/**
 * The probability that a request has to wait in an M/M/c queue (Erlang's second formula), from Erlang B by the recursion
 * 1/B(n) = 1 + (n / a) / B(n-1), which neither over- nor underflows to harm: where 1/B becomes infinite nobody waits.
 * Cooper, Introduction to Queueing Theory (1981), section 3.4; https://en.wikipedia.org/wiki/Erlang_(unit)
 *
 * @param servers c, at least 1
 * @param offeredLoad a = arrival rate over service rate, in Erlang
 * @returns 1 where the load is as large as the servers or larger
 */
export const erlangC = (servers: number, offeredLoad: number): number => {
  if (offeredLoad >= servers) return 1;
  if (offeredLoad <= 0) return 0;
  let inverseOfB = 1;
  for (let n = 1; n <= servers; n++) inverseOfB = 1 + (n / offeredLoad) * inverseOfB;
  const blocking = 1 / inverseOfB;
  return blocking / (1 - (offeredLoad / servers) * (1 - blocking));
};
