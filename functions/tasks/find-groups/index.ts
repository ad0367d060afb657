import middy from '@middy/core';
import { awsGroupFinding } from '../../adapters/aws-group-finding.ts';
import { mayPass } from '../../adapters/may-pass.ts';
import { namePassingFailure } from '../../middleware/name-passing-failure.ts';
import { parseEvent } from '../../middleware/parse-event.ts';
import { findGroups } from './handler.ts';
import { FindGroupsInput } from './input.ts';

/** Lambda entry point. */
export const handler = middy<FindGroupsInput>({ timeoutEarlyInMillis: 0 })
  .use(namePassingFailure(mayPass))
  .use(parseEvent(FindGroupsInput))
  .handler(findGroups(awsGroupFinding(process.env)));
