import middy from '@middy/core';
import { AutoScalingFleets } from '../../adapters/auto-scaling-fleets.ts';
import { ElbLoadBalancers } from '../../adapters/elb-load-balancers.ts';
import { mayPass } from '../../adapters/may-pass.ts';
import { namePassingFailure } from '../../middleware/name-passing-failure.ts';
import { parseEvent } from '../../middleware/parse-event.ts';
import { checkStage } from './handler.ts';
import { CheckStageInput } from './input.ts';

/** Lambda entry point. */
export const handler = middy<CheckStageInput>({ timeoutEarlyInMillis: 0 })
  .use(namePassingFailure(mayPass))
  .use(parseEvent(CheckStageInput))
  .handler(checkStage({ fleets: new AutoScalingFleets(), loadBalancers: new ElbLoadBalancers() }));
