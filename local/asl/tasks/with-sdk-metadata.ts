import type { Kernel } from '../../kernel.ts';
import type { JsonObject } from '../model.ts';

/**
 * The output of an optimized integration carries what the SDK says of the response. Only the status and the request id
 * are told here; the headers that AWS adds are not.
 */
export const withSdkMetadata = (output: JsonObject, { random }: Kernel): JsonObject => ({
  ...output,
  SdkHttpMetadata: { HttpStatusCode: 200 },
  SdkResponseMetadata: { RequestId: random.uuid() },
});
