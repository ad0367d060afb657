import { Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface NotificationsProps {
  readonly topicName: string;
  readonly encryptionKey: IKey;
  /** @default - nobody is subscribed */
  readonly email?: string;
}

export interface BlockedProps {
  readonly namePrefix: string;
  readonly installation: string;
  /** Where an event goes that could not be delivered. */
  readonly undelivered: IQueue;
}

/** The topic that tells people what needs them. */
export class Notifications extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    const fromHere = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    this.topic = new Topic(this, 'Resource', {
      topicName: props.topicName,
      masterKey: props.encryptionKey,
      enforceSSL: true,
    });
    // A policy of the topic's own, as TLS only needs one, replaces the default one that let the account's alarms publish:
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: fromHere,
      }),
    );
    // An alarm publishes to an encrypted topic only when the key lets CloudWatch use it:
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    props.encryptionKey.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: fromHere,
      }),
    );
    // A rule publishes by the topic's policy, which its target adds, and to an encrypted topic when the key lets it:
    // https://repost.aws/knowledge-center/sns-not-getting-eventbridge-notification
    // Unverified: whether the key is used with the account as aws:SourceAccount, so there is no condition on it.
    props.encryptionKey.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
    );
    if (props.email !== undefined) this.topic.addSubscription(new EmailSubscription(props.email));
  }
  /**
   * Tell people, beside the alarms, what the state machines could not do. A tier or environment that gave up is told by the
   * trigger that decided so. The switch is an operator's own doing, and what was superseded or fell asleep has an heir.
   */
  tellWhatIsBlocked(props: BlockedProps): void {
    new Rule(this, 'Blocked', {
      ruleName: `${props.namePrefix}-blocked`,
      description: 'An environment or a replacement is blocked',
      eventPattern: {
        source: ['rubato'],
        detailType: ['Environment Blocked', 'Instance Not Replaced'],
        detail: {
          installation: [props.installation],
          outcome: [{ 'anything-but': ['stopped-by-switch', 'superseded', 'asleep'] }],
        },
      },
      targets: [
        new SnsTopic(this.topic, {
          deadLetterQueue: props.undelivered,
          maxEventAge: Duration.minutes(5),
          retryAttempts: 3,
        }),
      ],
    });
  }
}
