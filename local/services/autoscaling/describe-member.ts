import type { Member } from './group.ts';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Instance.html */
export const describeMember = (member: Member) => ({
  InstanceId: member.instanceId,
  InstanceType: member.instanceType,
  AvailabilityZone: member.zone,
  LifecycleState: member.lifecycleState,
  HealthStatus: member.isHealthy ? 'Healthy' : 'Unhealthy',
  LaunchTemplate: {
    LaunchTemplateId: member.launchTemplate.launchTemplateId,
    LaunchTemplateName: member.launchTemplate.launchTemplateName,
    Version: member.launchTemplate.version,
  },
  ImageId: member.imageId,
  ProtectedFromScaleIn: member.isProtected,
});
