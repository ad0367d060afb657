/** Rows of comma-separated values with quotes as RFC 4180 has them; empty lines are no rows. */
export const parseCsv = (text: string, delimiter: string): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const endRow = (): void => {
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  while (at <= text.length) {
    const { value, end } = text[at] === '"' ? quotedField(text, at) : plainField(text, at, delimiter);
    row.push(value);
    at = end;
    if (text.startsWith(delimiter, at)) {
      at += delimiter.length;
      continue;
    }
    endRow();
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (at >= text.length) break;
  }
  return rows;
};

interface CsvField {
  readonly value: string;
  readonly end: number;
}

const plainField = (text: string, start: number, delimiter: string): CsvField => {
  let end = start;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r' && !text.startsWith(delimiter, end)) end += 1;
  return { value: text.slice(start, end), end };
};

const quotedField = (text: string, start: number): CsvField => {
  let end = start + 1;
  while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) end += text[end] === '"' ? 2 : 1;
  return { value: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
};
