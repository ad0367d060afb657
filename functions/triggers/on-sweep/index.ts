import middy from '@middy/core';
import { awsTierSizing } from '../../adapters/aws-tier-sizing.ts';
import { log } from '../../middleware/log.ts';
import { parseEvent } from '../../middleware/parse-event.ts';
import { Sweep } from './event.ts';
import { onSweep } from './handler.ts';

/** Lambda entry point. */
export const handler = middy<Sweep>({ timeoutEarlyInMillis: 0 })
  .use(parseEvent(Sweep))
  .handler(onSweep(awsTierSizing(process.env), log('on-sweep')));
