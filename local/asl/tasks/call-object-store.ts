import type { Kernel } from '../../kernel.ts';
import type { TaskRequest, TaskSubmission } from '../model.ts';
import { callAsMachine } from './call-as-machine.ts';
import { operationName } from './call-sdk.ts';
import { optimizedErrorStyle } from './integration-error.ts';

const STYLE = optimizedErrorStyle('S3', 'Amazon S3', 'AmazonS3Exception');

/** What maps read and write, without the conversions of a task: contents are bytes. */
export const callObjectStore = async (kernel: Kernel, request: TaskRequest): Promise<TaskSubmission> => ({
  output: await callAsMachine(kernel, request, 's3', operationName(request.resource.action), request.arguments, STYLE),
});
