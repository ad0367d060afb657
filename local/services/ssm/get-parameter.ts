import { AwsError, type Operation, operation } from '../../kernel.ts';
import type { SsmModel } from './ssm-model.ts';

export interface GetParameterOutput {
  readonly Parameter: {
    readonly Name: string;
    readonly Type: 'String';
    readonly Value: string;
    readonly Version: number;
    readonly ARN: string;
  };
}

/** GetParameter: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const getParameter = (model: SsmModel): Operation => {
  const { partition, region, account } = model.kernel;
  const arnOf = (name: string): string =>
    `arn:${partition}:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  return operation<{ readonly Name: string }, GetParameterOutput>({
    authorize: ({ Name }) => [{ action: 'ssm:GetParameter', resource: arnOf(Name) }],
    run: ({ Name }) => {
      const found = model.find(Name);
      if (found === undefined) throw new AwsError('ParameterNotFound', `Parameter ${Name} not found.`);
      return { Parameter: { Name, Type: 'String', Value: found.value, Version: found.version, ARN: arnOf(Name) } };
    },
  });
};
