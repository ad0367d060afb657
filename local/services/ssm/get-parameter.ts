import { AwsError, type Kernel, type Operation, operation } from '../../kernel.ts';
import { publicParameter } from './public-parameter.ts';

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
export const getParameter = (kernel: Kernel): Operation => {
  const arnOf = (name: string): string =>
    `arn:${kernel.partition}:ssm:${kernel.region}:${kernel.account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  return operation<{ readonly Name: string }, GetParameterOutput>({
    authorize: ({ Name }) => [{ action: 'ssm:GetParameter', resource: arnOf(Name) }],
    run: ({ Name }) => {
      const Value = publicParameter(Name);
      if (Value === undefined) throw new AwsError('ParameterNotFound', `Parameter ${Name} not found.`);
      return { Parameter: { Name, Type: 'String', Value, Version: 1, ARN: arnOf(Name) } };
    },
  });
};
