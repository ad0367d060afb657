/** Who asks, as policies name it. */
export type Principal =
  | {
      readonly kind: 'role';
      readonly account: string;
      readonly roleArn: string;
      /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
      readonly sessionArn: string;
    }
  | { readonly kind: 'service'; readonly service: string }
  /** May do whatever the account lets its own policies allow. */
  | { readonly kind: 'administrator'; readonly account: string };
