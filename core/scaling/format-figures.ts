const figures = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A figure for operators: 12,400 or 12.4. */
export function formatFigure(value: number): string {
  return figures.format(value);
}

/** A share of 1 as a percentage: 0.7 is "70 %". */
export function formatShare(share: number): string {
  return `${figures.format(share * 100)} %`;
}
