import middy from '@middy/core';
import { awsTierSizing } from '../../adapters/aws-tier-sizing.ts';
import { log } from '../../middleware/log.ts';
import { parseEvent } from '../../middleware/parse-event.ts';
import { MetricAlarm } from './event.ts';
import { onMetricAlarm } from './handler.ts';

/** Lambda entry point. */
export const handler = middy<MetricAlarm>({ timeoutEarlyInMillis: 0 })
  .use(parseEvent(MetricAlarm))
  .handler(onMetricAlarm(awsTierSizing(process.env), log('on-metric-alarm')));
