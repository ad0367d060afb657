/** A function as Lambda keeps it. */
export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** The unpacked asset. */
  readonly folder: string;
  readonly handler: string;
  readonly runtime: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly reservedConcurrency: number | undefined;
  readonly deadLetterTargetArn: string | undefined;
  readonly logGroupName: string;
  /** Who may invoke it beside the roles whose own policies allow it. */
  policy: FunctionPolicy;
  asynchronous: AsynchronousSettings;
}

/** The resource policy of a function. It is replaced, not changed, for IAM compiles it once. */
export interface FunctionPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly object[];
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export interface AsynchronousSettings {
  /** 0 to 2 */
  readonly retryAttemptsMax: number;
  /** 60 to 21,600 */
  readonly eventAgeSecondsMax: number;
  readonly onSuccessArn: string | undefined;
  readonly onFailureArn: string | undefined;
}

export const DEFAULT_ASYNCHRONOUS: AsynchronousSettings = {
  retryAttemptsMax: 2,
  eventAgeSecondsMax: 21_600,
  onSuccessArn: undefined,
  onFailureArn: undefined,
};
