import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { Kernel, ResourceProvider } from '../../kernel.ts';
import type { Ec2Model } from './ec2-model.ts';

const TYPE = 'AWS::EC2::LaunchTemplate';
const KNOWN = ['LaunchTemplateData', 'LaunchTemplateName', 'TagSpecifications', 'VersionDescription'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-launchtemplate.html */
export const launchTemplateResource = (kernel: Kernel, ec2: Ec2Model): ResourceProvider => ({
  type: TYPE,
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const data = properties.part('LaunchTemplateData');
    const launchTemplateId = `lt-${kernel.random.hex(17)}`;
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
      attributes: { LaunchTemplateId: launchTemplateId, LatestVersionNumber: '1', DefaultVersionNumber: '1' },
    };
  },
});
