import middy from '@middy/core';
import { AutoScalingFleets } from '../../adapters/auto-scaling-fleets.ts';
import { ElbLoadBalancers } from '../../adapters/elb-load-balancers.ts';
import { mayPass } from '../../adapters/may-pass.ts';
import { namePassingFailure } from '../../middleware/name-passing-failure.ts';
import { parseEvent } from '../../middleware/parse-event.ts';
import { checkFleet } from './handler.ts';
import { CheckFleetInput } from './input.ts';

/** Lambda entry point. */
export const handler = middy<CheckFleetInput>({ timeoutEarlyInMillis: 0 })
  .use(namePassingFailure(mayPass))
  .use(parseEvent(CheckFleetInput))
  .handler(checkFleet({ fleets: new AutoScalingFleets(), loadBalancers: new ElbLoadBalancers() }));
