import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { CreatedResource, Kernel, ResourceProvider, ResourceRequest } from '../../kernel.ts';
import type { Ec2Model } from './ec2-model.ts';

const TYPE = 'AWS::EC2::LaunchTemplate';
const KNOWN = ['LaunchTemplateData', 'LaunchTemplateName', 'TagSpecifications', 'VersionDescription'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-launchtemplate.html */
export const launchTemplateResource = (kernel: Kernel, ec2: Ec2Model): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['LaunchTemplateName'],
  create: (request) => {
    const launchTemplateId = `lt-${kernel.random.hex(17)}`;
    return put(ec2, launchTemplateId, request, 1);
  },
  /** Each change is a new version: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-launchtemplate.html */
  update: (request, { ref, attributes }) => put(ec2, ref, request, Number(attributes['LatestVersionNumber']) + 1),
  delete: ({ ref }) => {
    ec2.launchTemplates.delete(ref);
  },
});

/** Only the latest version is kept: who launches has no older ones here. */
const put = (ec2: Ec2Model, launchTemplateId: string, request: ResourceRequest, version: number): CreatedResource => {
  const properties = ResourceProperties.of(TYPE, request, KNOWN);
  const data = properties.part('LaunchTemplateData');
  const instanceTags = (data?.parts('TagSpecifications') ?? [])
    .filter((specification) => specification.text('ResourceType') === 'instance')
    .reduce<Record<string, string>>((tags, specification) => specification.tags(tags), {});
  ec2.launchTemplates.set(launchTemplateId, {
    launchTemplateId,
    launchTemplateName: properties.text('LaunchTemplateName', `${request.stackName}-${request.logicalId}`),
    instanceType: data?.text('InstanceType') ?? 'm1.small',
    imageId: data?.text('ImageId') ?? 'ami-unnamed',
    instanceTags,
  });
  return {
    ref: launchTemplateId,
    attributes: { LaunchTemplateId: launchTemplateId, LatestVersionNumber: String(version), DefaultVersionNumber: '1' },
  };
};
