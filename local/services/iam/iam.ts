import type { Authorizer, Kernel, ServiceModule } from '../../kernel.ts';
import type { CredentialStore } from '../../lambda/credentials.ts';
import { assumeRole, checkTrust } from './assume-role.ts';
import { createAuthorizer } from './create-authorizer.ts';
import { getCallerIdentity } from './get-caller-identity.ts';
import { IamModel } from './iam-model.ts';
import { instanceProfileResource } from './instance-profile-resource.ts';
import { managedPolicyResource } from './managed-policy-resource.ts';
import { policyResource } from './policy-resource.ts';
import { roleResource } from './role-resource.ts';

export interface Iam extends ServiceModule {
  /** What `kernel.connect` is given. */
  readonly authorizer: Authorizer;
  /**
   * Check that a service may take a role, as it does when a function, a state machine or a schedule is made.
   *
   * @param service such as `lambda.amazonaws.com`
   * @throws `AwsError` AccessDenied
   */
  readonly assumeRole: (service: string, roleArn: string) => void;
}

/**
 * Roles and their policies. Of IAM and STS only what happens while the product runs, or is deployed, is an operation.
 *
 * @param credentials of those who take a role from outside; without a store nobody gets any
 */
export const createIam = (kernel: Kernel, credentials?: CredentialStore): Iam => {
  const model = new IamModel(kernel);
  return {
    service: {
      name: 'sts',
      integration: { name: 'sts', errorPrefix: 'Sts' },
      operations: { AssumeRole: assumeRole(model, credentials), GetCallerIdentity: getCallerIdentity(kernel) },
      resourcePolicy: (arn) => model.findRole(arn)?.trust,
    },
    resources: [
      roleResource(model),
      policyResource(model),
      managedPolicyResource(model),
      instanceProfileResource(model),
    ],
    authorizer: createAuthorizer(model),
    assumeRole: (service, roleArn) => checkTrust(model, { kind: 'service', service }, roleArn),
  };
};
