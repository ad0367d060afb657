import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { Kernel, ResourceProvider } from '../../kernel.ts';
import { compileOnce } from '../iam/find-resource-policy.ts';

const TYPE = 'AWS::ECR::Repository';
const KNOWN = [
  'ImageScanningConfiguration',
  'ImageTagMutability',
  'LifecyclePolicy',
  'RepositoryName',
  'RepositoryPolicyText',
  'Tags',
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html */
export const repositoryResource = ({ partition, region, account, random }: Kernel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['RepositoryName'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const name = properties.text('RepositoryName') ?? physicalName(random, request).toLowerCase();
    const policy = request.properties['RepositoryPolicyText'];
    // A policy of a repository names no resource: it is about the one it hangs on.
    if (policy !== undefined) compileOnce(Object(policy) as object, `${TYPE} ${request.logicalId}`);
    const Arn = `arn:${partition}:ecr:${region}:${account}:repository/${name}`;
    return { ref: name, attributes: { Arn, RepositoryUri: `${account}.dkr.ecr.${region}.amazonaws.com/${name}` } };
  },
  delete: () => undefined,
});
