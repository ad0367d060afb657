import middy from '@middy/core';
import { awsEnvironmentCare } from '../../adapters/aws-environment-care.ts';
import { log } from '../../middleware/log.ts';
import { parseEvent } from '../../middleware/parse-event.ts';
import { EnvironmentSweep } from './event.ts';
import { onEnvironmentSweep } from './handler.ts';

/** Lambda entry point. */
export const handler = middy<EnvironmentSweep>({ timeoutEarlyInMillis: 0 })
  .use(parseEvent(EnvironmentSweep))
  .handler(onEnvironmentSweep(awsEnvironmentCare(process.env), log('on-environment-sweep')));
