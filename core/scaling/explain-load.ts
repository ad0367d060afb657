import type { LoadMetric } from '../blueprint/model.ts';
import { formatFigure } from './format-figures.ts';
import type { Demand } from './measure-demand.ts';

/** The load in words: "load 12,400 requests a minute = 12.4 instances, 10 ready". */
export function explainLoad(demand: Demand | null): string {
  if (demand?.ruling == null || demand.load === null) return 'no load measured';
  const { value, metric } = demand.ruling;
  return `load ${formatFigure(value)} ${unitOf(metric)} = ${formatFigure(demand.load)} instances, ${formatFigure(demand.ready)} ready`;
}

function unitOf(metric: LoadMetric): string {
  const unit = metric.type === 'alb' ? 'requests a minute' : metric.metric;
  return metric.counts === 'perInstance' ? `${unit} per instance` : unit;
}
