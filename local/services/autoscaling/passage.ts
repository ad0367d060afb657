/** From where to where an instance goes: https://docs.aws.amazon.com/autoscaling/ec2/userguide/warm-pools-eventbridge-events.html */
export interface Passage {
  readonly Origin: Place;
  readonly Destination: Place;
}

export type Place = 'EC2' | 'AutoScalingGroup' | 'WarmPool';
