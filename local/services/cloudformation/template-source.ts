import type { Stack } from '../../assembly/stack.ts';
import type { Template } from '../../assembly/template.ts';
import { AwsError, type Caller } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';
import { parseTemplate } from './parse-template.ts';

/** Where a request has its template. */
export interface TemplateSource {
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly UsePreviousTemplate?: boolean;
}

/**
 * Read the template that a request speaks of: what is in S3 is read as the caller.
 *
 * @throws `AwsError` ValidationError, or whatever S3 answers
 */
export const readTemplate = async (
  model: CloudFormationModel,
  source: TemplateSource,
  stack: Stack | undefined,
  caller: Caller,
): Promise<{ readonly text: string; readonly template: Template }> => {
  const text = await readText(model, source, stack, caller);
  return { text, template: parseTemplate(text) };
};

const readText = async (
  model: CloudFormationModel,
  { TemplateBody, TemplateURL, UsePreviousTemplate = false }: TemplateSource,
  stack: Stack | undefined,
  caller: Caller,
): Promise<string> => {
  if (TemplateBody !== undefined) return TemplateBody;
  if (TemplateURL !== undefined) {
    const answer = await model.kernel.call('s3', 'GetObject', parseTemplateUrl(TemplateURL), caller);
    return Buffer.from((answer as { readonly Body: Uint8Array }).Body).toString('utf8');
  }
  if (UsePreviousTemplate && stack !== undefined) return stack.templateText;
  throw new AwsError('ValidationError', 'Either Template URL or Template Body must be specified.');
};

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html: the bucket is in the path or in the host. A client
 * that knows the embedded cloud by its address names S3 by that address too.
 */
const parseTemplateUrl = (text: string): { readonly Bucket: string; readonly Key: string } => {
  const { host = '', path = '' } = /^https?:\/\/(?<host>[^/]+)\/(?<path>[^?]+)$/.exec(text)?.groups ?? {};
  const [, bucketInHost] = /^(.+)\.s3[.-][\w-]+\.amazonaws\.com$/.exec(host) ?? [];
  const isPathStyle =
    /^s3[.-][\w-]+\.amazonaws\.com$/.test(host) || host === 's3.amazonaws.com' || /^127\.0\.0\.1(:\d+)?$/.test(host);
  const [, bucketInPath = '', rest = ''] = /^([^/]+)\/(.+)$/.exec(path) ?? [];
  if (bucketInHost !== undefined && path !== '') return { Bucket: bucketInHost, Key: decodeURIComponent(path) };
  if (isPathStyle && rest !== '') return { Bucket: bucketInPath, Key: decodeURIComponent(rest) };
  throw new AwsError('ValidationError', `TemplateURL must be a supported URL of S3, found ${text}`);
};
