import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blockedSuffix } from './blocked-suffix.ts';
import { faultLines } from './fault-lines.ts';
import {
  asleepNote,
  clockTime,
  count,
  decimal,
  duration,
  HOURS_NOTE,
  hoursAndMinutes,
  latency,
  percent,
} from './format.ts';
import { otherTierLine } from './other-tier-line.ts';
import type { Report, ShadowComparison, TierReport, TimedBaseline } from './report.ts';
import { timelineSvg } from './timeline-svg.ts';
import { unhealedLines } from './unhealed-lines.ts';

/** One page that needs nothing but itself, to be kept in a folder: figures, the timeline, every decision with its reason. */
export const htmlReport = (report: Report, folder: string): string => {
  const at = clockTime(report.run.timeZone);
  const style = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8');
  const script = readFileSync(join(import.meta.dirname, 'page.js'), 'utf8');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rubato: ${escapeHtml(report.run.trace)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header>
<h1>Rubato</h1>
<p>${escapeHtml(report.run.trace)}, ${hoursAndMinutes(report.run.hours)} from ${at(report.run.startMs)} (${new Date(report.run.startMs).toISOString()}); times are those of ${escapeHtml(report.run.timeZone)}</p>
</header>
${faultLines(report.run.faults)
  .map((line) => `<p>${escapeHtml(line)}</p>`)
  .join('\n')}
${report.violations.map((violation) => `<p class="violation">Invariant broken: ${escapeHtml(violation)}</p>`).join('\n')}
${report.tiers.map((tier) => tierSection(report, tier)).join('\n')}
${report.otherTiers.map((tier) => `<p>${escapeHtml(otherTierLine(report, tier))}</p>`).join('\n')}
${environmentSection(report, at)}
${healSection(report, at)}
${unhealedLines(report, folder)
  .map((line) => `<p>${escapeHtml(line)}</p>`)
  .join('\n')}
${decisionSection(report, at)}
<script type="application/json" id="series">${jsonForScript(report.tiers.map(({ tierId, series }) => ({ tierId, series })))}</script>
<script type="application/json" id="zone">${jsonForScript(report.run.timeZone)}</script>
<script>${script}</script>
</body>
</html>
`;
};

const tierSection = (report: Report, tier: TierReport): string => {
  const { figures } = tier;
  const { staticPeak, targetTracking60, perfectForesight } = figures.baselines;
  const tiles = [
    ['requests', count(figures.requests)],
    ['unserved', percent(figures.unservedShare)],
    ['p95 latency', latency(figures.p95LatencyMs)],
    ['mean ready', decimal(figures.meanSize)],
    ['peak ready', count(figures.peakSize)],
    ['instance-hours', decimal(figures.instanceHours)],
  ];
  const beside: readonly (readonly [string, TimedBaseline])[] = [
    ['Rubato', figures],
    ['Static peak', staticPeak],
    ['Target tracking at 60 %', targetTracking60],
    ['Perfect foresight', perfectForesight],
  ];
  const most = Math.max(...beside.map(([, { instanceHours }]) => instanceHours));
  return `<section>
<h2>Tier ${escapeHtml(tier.tierId)}</h2>
<dl class="tiles">${tiles.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
${timelineSvg(report, tier)}
<p class="readout" aria-live="polite">Move over the timeline to read a minute.</p>
<table class="beside"><caption>The same load under other hands; ${HOURS_NOTE}</caption>
<thead><tr><th>who</th><th>instance-hours</th><th></th><th>unserved</th><th>p95 latency</th></tr></thead>
<tbody>${beside
    .map(
      ([name, { instanceHours: hours, unservedShare, p95LatencyMs }]) =>
        `<tr><th>${name}</th><td>${decimal(hours)}</td><td class="bar"><i style="width:${((100 * hours) / most).toFixed(1)}%"></i></td><td>${percent(unservedShare)}</td><td>${latency(p95LatencyMs)}</td></tr>`,
    )
    .join('')}</tbody></table>
${figures.unservedAsleepShare === 0 ? '' : `<p>${asleepNote(figures.unservedAsleepShare)}.</p>`}
${figures.hoursAtMax === 0 ? '' : `<p>The tier was at its max of ${count(figures.max)} for ${hoursAndMinutes(figures.hoursAtMax)}.</p>`}
${tier.shadow === null ? '' : shadowTable(tier.shadow)}
</section>`;
};

const shadowTable = ({ own, shadow }: ShadowComparison): string =>
  `<table class="shadow"><caption>The same load on the laboratory plant, through the same guard rails</caption>
<thead><tr><th>policy</th><th>instance-hours</th><th>unserved</th><th>cost with the price of that</th></tr></thead>
<tbody>${[[escapeHtml(own.policy), own] as const, [`${escapeHtml(shadow.policy)} (shadow)`, shadow] as const]
    .map(
      ([name, { instanceHours, unservedShare, cost }]) =>
        `<tr><th>${name}</th><td>${decimal(instanceHours)}</td><td>${percent(unservedShare)}</td><td>${decimal(cost)}</td></tr>`,
    )
    .join('')}</tbody></table>`;

const environmentSection = (report: Report, at: At): string =>
  report.environments
    .map(
      (environment) => `<section>
<h2>Environment ${escapeHtml(environment.environmentId)}</h2>
<p>Asleep for ${hoursAndMinutes(environment.hoursAsleep)}${escapeHtml(blockedSuffix(environment, at))}.</p>
<table><thead><tr><th>group</th><th>min/desired/max before the first sleep</th><th>at the end</th></tr></thead>
<tbody>${environment.sizes
        .map(({ group, before, after }) => `<tr><th>${escapeHtml(group)}</th><td>${before}</td><td>${after}</td></tr>`)
        .join('')}</tbody></table>
</section>`,
    )
    .join('\n');

type At = (ms: number) => string;

const healSection = (report: Report, at: At): string =>
  report.heals.length === 0
    ? ''
    : `<section><h2>Healed</h2><ul>${report.heals
        .map(
          (heal) =>
            `<li>${escapeHtml(heal.instanceId)} of tier ${escapeHtml(heal.tierId)}: ${escapeHtml(heal.outcome)} at ${at(heal.endedAtMs)}` +
            `${heal.hungAtMs === null ? '' : `, ${duration(heal.endedAtMs - heal.hungAtMs)} after it hung`}, by execution <code>${escapeHtml(heal.execution)}</code></li>`,
        )
        .join('')}</ul></section>`;

const decisionSection = (report: Report, at: At): string => `<section>
<h2>Decisions</h2>
<label>Filter <input type="search" id="filter" placeholder="web, scale, cooling-down ..."></label>
<div class="scroll"><table id="decisions"><thead><tr><th>when</th><th>what</th><th>action</th><th>reason</th><th>in words</th></tr></thead>
<tbody>${report.decisions
  .map(
    (row) =>
      `<tr class="${row.action === 'hold' ? 'hold' : 'act'}"><td>${at(row.atMs)}</td><td>${escapeHtml(row.subject)}</td><td>${escapeHtml(row.action)}</td><td>${escapeHtml(row.reason)}</td><td>${escapeHtml(row.text)}</td></tr>`,
  )
  .join('\n')}</tbody></table></div>
</section>`;

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** JSON that cannot end the script element that holds it. */
const jsonForScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
