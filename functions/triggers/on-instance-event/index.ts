import middy from '@middy/core';
import { awsHealing } from '../../adapters/aws-healing.ts';
import { log } from '../../middleware/log.ts';
import { parseEvent } from '../../middleware/parse-event.ts';
import { InstanceEvent } from './event.ts';
import { onInstanceEvent } from './handler.ts';

/** Lambda entry point. */
export const handler = middy<InstanceEvent>({ timeoutEarlyInMillis: 0 })
  .use(parseEvent(InstanceEvent))
  .handler(onInstanceEvent(awsHealing(process.env), log('on-instance-event')));
