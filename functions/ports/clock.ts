/** What time it is. Decides expiry, windows and leases; the time of an event only orders. */
export interface Clock {
  nowMs(): number;
}
