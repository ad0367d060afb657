/** A figure for operators, with at most one decimal: 12,400 or 12.4. By hand, for Intl takes a third of a decision. */
export function formatFigure(value: number): string {
  const rounded = String(Math.round(value * 10) / 10);
  return Math.abs(value) < 1000 ? rounded : rounded.replace(/(?<!\..*)\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A share of 1 as a percentage: 0.7 is "70 %". */
export function formatShare(share: number): string {
  return `${formatFigure(share * 100)} %`;
}
