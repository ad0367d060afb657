import type { ResourceProvider } from '../../kernel.ts';
import { parseFunctionName } from './function-name.ts';
import { DEFAULT_ASYNCHRONOUS } from './lambda-function.ts';
import type { LambdaModel } from './lambda-model.ts';
import { readProperties } from './property-reader.ts';

const TYPE = 'AWS::Lambda::EventInvokeConfig';

/**
 * AWS::Lambda::EventInvokeConfig: retries and destinations of asynchronous invocations.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html
 */
export const eventInvokeConfigResource = (model: LambdaModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['FunctionName', 'Qualifier'],
  create: (request) => {
    const properties = readProperties(request, TYPE);
    properties.refuseOthers([
      'FunctionName',
      'Qualifier',
      'MaximumRetryAttempts',
      'MaximumEventAgeInSeconds',
      'DestinationConfig',
    ]);
    const destinations = properties.object('DestinationConfig');
    const functionName = properties.requiredText('FunctionName');
    const qualifier = properties.requiredText('Qualifier');
    model.find(`${functionName}:${qualifier}`).asynchronous = {
      retryAttemptsMax: properties.number('MaximumRetryAttempts') ?? DEFAULT_ASYNCHRONOUS.retryAttemptsMax,
      eventAgeSecondsMax: properties.number('MaximumEventAgeInSeconds') ?? DEFAULT_ASYNCHRONOUS.eventAgeSecondsMax,
      onSuccessArn: destinations.object('OnSuccess').text('Destination'),
      onFailureArn: destinations.object('OnFailure').text('Destination'),
    };
    return { ref: `${functionName}|${qualifier}`, attributes: {} };
  },
  delete: ({ properties }) => {
    const of = model.functions.get(parseFunctionName(String(properties['FunctionName'])).name);
    if (of !== undefined) of.asynchronous = DEFAULT_ASYNCHRONOUS;
  },
});
