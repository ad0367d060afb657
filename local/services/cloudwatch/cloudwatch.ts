import type { Kernel, MetricValue, ServiceModule } from '../../kernel.ts';
import { AlarmModel } from './alarm-model.ts';
import { alarmResource } from './alarm-resource.ts';
import { describeAlarms } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { inertResources } from './inert-resources.ts';
import { listMetrics } from './list-metrics.ts';
import { type CloudWatchSettings, MetricStore } from './metric-store.ts';
import { putMetricData } from './put-metric-data.ts';
import { setAlarmState } from './set-alarm-state.ts';

export interface CloudWatch extends ServiceModule {
  readonly alarms: AlarmModel;
  readonly metrics: MetricStore;
  /** What `kernel.measure` leads to. */
  measure(metric: MetricValue): void;
}

/** CloudWatch: metrics by the minute, and alarms that evaluate. */
export const createCloudWatch = (kernel: Kernel, settings: Partial<CloudWatchSettings> = {}): CloudWatch => {
  const metrics = new MetricStore(kernel, settings);
  const alarms = new AlarmModel(kernel);
  return {
    alarms,
    metrics,
    measure: (metric) => metrics.measure(metric),
    service: {
      name: 'monitoring',
      integration: { name: 'cloudwatch', errorPrefix: 'CloudWatch' },
      operations: {
        DescribeAlarms: describeAlarms(kernel, alarms),
        GetMetricData: getMetricData(kernel, metrics),
        ListMetrics: listMetrics(metrics),
        PutMetricData: putMetricData(metrics),
        SetAlarmState: setAlarmState(kernel, alarms),
      },
    },
    resources: [alarmResource(kernel, metrics, alarms), ...inertResources(kernel)],
  };
};
