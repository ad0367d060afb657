import middy from '@middy/core';
import { awsHealing } from '../../adapters/aws-healing.ts';
import { log } from '../../middleware/log.ts';
import { parseEvent } from '../../middleware/parse-event.ts';
import { HealthSweep } from './event.ts';
import { onHealthSweep } from './handler.ts';

/** Lambda entry point. */
export const handler = middy<HealthSweep>({ timeoutEarlyInMillis: 0 })
  .use(parseEvent(HealthSweep))
  .handler(onHealthSweep(awsHealing(process.env), log('on-health-sweep')));
