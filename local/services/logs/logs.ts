import type { Kernel, ServiceModule } from '../../kernel.ts';
import { logGroupResource } from './log-group-resource.ts';
import { LogsModel } from './logs-model.ts';
import { metricFilterResource } from './metric-filter-resource.ts';

export interface Logs extends ServiceModule {
  readonly model: LogsModel;
}

/** CloudWatch Logs, as far as functions need it: groups exist or not. Nobody reads logs through the API yet. */
export const createLogs = (kernel: Kernel): Logs => {
  const model = new LogsModel();
  return {
    model,
    service: { name: 'logs', integration: { name: 'cloudwatchlogs', errorPrefix: 'CloudWatchLogs' }, operations: {} },
    resources: [logGroupResource(kernel, model), metricFilterResource(kernel, model)],
  };
};
