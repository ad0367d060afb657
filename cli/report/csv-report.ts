import type { DecisionRow, TierReport } from './report.ts';

/** One row a minute and tier. */
export const seriesCsv = (tiers: readonly TierReport[]): string =>
  csv(
    ['tier', 'minute', 'requests', 'unserved', 'p95_latency_ms', 'desired', 'ready', 'running'],
    tiers.flatMap(({ tierId, series }) =>
      series.map((row) => [
        tierId,
        new Date(row.minuteMs).toISOString(),
        row.requests,
        row.unserved,
        row.p95LatencyMs,
        row.desired,
        row.ready,
        row.running,
      ]),
    ),
  );

export const decisionsCsv = (decisions: readonly DecisionRow[]): string =>
  csv(
    ['at', 'subject', 'kind', 'action', 'reason', 'text'],
    decisions.map((row) => [new Date(row.atMs).toISOString(), row.subject, row.kind, row.action, row.reason, row.text]),
  );

/** RFC 4180, with line feeds. */
const csv = (header: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;

const cell = (value: string | number): string => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
