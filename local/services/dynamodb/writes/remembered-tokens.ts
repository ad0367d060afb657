import { AwsError } from '../../../kernel.ts';

interface TokenRequest {
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: string;
}

/** "A client request token is valid for 10 minutes after the first request that uses it is completed." */
const VALID_MS = 600_000;

/**
 * Tokens of transactions that succeeded, with what they asked for.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken
 */
export class RememberedTokens {
  /** In the order of their ends. */
  readonly #requests = new Map<string, { readonly untilMs: number; readonly text: string }>();

  /** @throws `IdempotentParameterMismatchException` when a token comes back with another request */
  isRepeated(input: TokenRequest, nowMs: number): boolean {
    this.#forget(nowMs);
    const known = input.ClientRequestToken === undefined ? undefined : this.#requests.get(input.ClientRequestToken);
    if (known === undefined) return false;
    if (known.text === textOf(input)) return true;
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.',
    );
  }

  remember(input: TokenRequest, nowMs: number): void {
    if (input.ClientRequestToken === undefined) return;
    this.#requests.set(input.ClientRequestToken, { untilMs: nowMs + VALID_MS, text: textOf(input) });
  }

  #forget(nowMs: number): void {
    for (const [token, { untilMs }] of this.#requests) {
      if (untilMs > nowMs) return;
      this.#requests.delete(token);
    }
  }
}

/** What must be equal: everything but the token, and what the caller wants to know about capacity (unverified). */
const textOf = ({ ClientRequestToken: _token, ReturnConsumedCapacity: _wish, ...request }: TokenRequest): string =>
  JSON.stringify(request, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
