import middy from '@middy/core';
import { AutoScalingFleets } from '../../adapters/auto-scaling-fleets.ts';
import { ElbLoadBalancers } from '../../adapters/elb-load-balancers.ts';
import { mayPass } from '../../adapters/may-pass.ts';
import { namePassingFailure } from '../../middleware/name-passing-failure.ts';
import { parseEvent } from '../../middleware/parse-event.ts';
import { checkReplacement } from './handler.ts';
import { CheckReplacementInput } from './input.ts';

/** Lambda entry point. */
export const handler = middy<CheckReplacementInput>({ timeoutEarlyInMillis: 0 })
  .use(namePassingFailure(mayPass))
  .use(parseEvent(CheckReplacementInput))
  .handler(checkReplacement({ fleets: new AutoScalingFleets(), loadBalancers: new ElbLoadBalancers() }));
