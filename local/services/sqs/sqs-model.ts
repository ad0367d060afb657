import { type AccessRequest, AwsError, type Kernel } from '../../kernel.ts';
import { Queue, type QueueSettings } from './queue.ts';

/** The queues of the account. */
export class SqsModel {
  readonly kernel: Kernel;
  readonly queues = new Map<string, Queue>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  add(settings: QueueSettings): Queue {
    if (this.queues.has(settings.name)) throw new Error(`a queue named ${settings.name} already exists`);
    const queue = new Queue(this.kernel, settings);
    this.queues.set(settings.name, queue);
    return queue;
  }

  /**
   * @param urlOrArn either names the queue at its end
   * @throws `AwsError` QueueDoesNotExist
   */
  find(urlOrArn: string): Queue {
    const queue = this.queues.get(nameOf(urlOrArn));
    if (queue === undefined) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.', 400);
    return queue;
  }

  /** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
  access(action: string, url: string): readonly AccessRequest[] {
    const { partition, region, account } = this.kernel;
    return [{ action: `sqs:${action}`, resource: `arn:${partition}:sqs:${region}:${account}:${nameOf(url)}` }];
  }
}

const nameOf = (urlOrArn: string): string =>
  urlOrArn.slice(Math.max(urlOrArn.lastIndexOf('/'), urlOrArn.lastIndexOf(':')) + 1);
