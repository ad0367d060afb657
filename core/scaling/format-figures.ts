/** A figure for operators, with at most one decimal: 12,400 or 12.4. By hand, for Intl takes a third of a decision. */
export function formatFigure(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return Math.abs(rounded) < 1000 ? String(rounded) : String(rounded).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A share of 1 as a percentage: 0.7 is "70 %". */
export function formatShare(share: number): string {
  return `${formatFigure(share * 100)} %`;
}
