/** Rows of text cells under a header. */
export interface TextTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** For a terminal: columns in line, the first to the left and figures to the right. */
export const terminalTable = ({ header, rows }: TextTable): string[] => {
  const widths = header.map((name, column) => Math.max(...[name, ...rows.map((row) => row[column] ?? '')].map(width)));
  const line = (cells: readonly string[]): string =>
    widths
      .map((size, column) => (column === 0 ? (cells[0] ?? '').padEnd(size) : (cells[column] ?? '').padStart(size)))
      .join('  ')
      .trimEnd();
  return [header, ...rows].map(line);
};

export const markdownTable = ({ header, rows }: TextTable): string[] => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), `|${header.map((_, column) => (column === 0 ? '---' : '--:')).join('|')}|`, ...rows.map(line)];
};

const width = (text: string): number => text.length;
