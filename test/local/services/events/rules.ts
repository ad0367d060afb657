import type { TemplateResource } from '../../../../local/assembly/template.ts';
import { ACCOUNT, REGION } from '../../assembly/small-cloud.ts';

export const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:worker`;
export const RULE = `arn:aws:events:${REGION}:${ACCOUNT}:rule/alarms`;
export const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:letters`;
export const pattern = { source: ['aws.cloudwatch'], detail: { state: { value: ['ALARM'] } } };

export const rule = (more: Record<string, unknown> = {}, target: Record<string, unknown> = {}): TemplateResource => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    Name: 'alarms',
    EventPattern: pattern,
    Targets: [{ Id: 'Target0', Arn: FUNCTION, ...target }],
    ...more,
  },
});
export const alarm = (value = 'ALARM') => ({
  source: 'aws.cloudwatch',
  detailType: 'CloudWatch Alarm State Change',
  detail: { alarmName: 'load', state: { value } },
});
export const letters: TemplateResource = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } };
export const lettersPolicy = (sourceArn: string): TemplateResource => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: 'Letters' }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: { 'Fn::GetAtt': ['Letters', 'Arn'] },
          Condition: { ArnEquals: { 'aws:SourceArn': sourceArn } },
        },
      ],
    },
  },
});
export const deadLetters = { DeadLetterConfig: { Arn: QUEUE } };
