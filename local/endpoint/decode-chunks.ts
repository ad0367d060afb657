import { MalformedRequest } from '../wire/malformed-request.ts';

/**
 * The content of a body that was sent in chunks, each with its size and perhaps a signature, and perhaps trailers at the end.
 * Signatures and checksums are not checked, for the body came over loopback.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 *
 * @throws `MalformedRequest` when it is not made of chunks
 */
export const decodeChunks = (body: Buffer): Buffer => {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', at);
    const [, size = ''] = /^([0-9a-f]+)(?:;.*)?$/i.exec(body.toString('latin1', at, Math.max(lineEnd, at))) ?? [];
    const length = Number.parseInt(size, 16);
    const start = lineEnd + 2;
    if (lineEnd < 0 || Number.isNaN(length) || start + length > body.length) {
      throw new MalformedRequest('wrong-type', `the body is not made of chunks, as its headers say, at byte ${at}`);
    }
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(start, start + length));
    at = start + length + 2;
  }
};
