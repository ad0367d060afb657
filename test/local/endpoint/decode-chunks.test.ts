import { describe, expect, it } from 'vitest';
import { decodeChunks } from '../../../local/endpoint/decode-chunks.ts';

const decode = (text: string): string => decodeChunks(Buffer.from(text)).toString();

describe('a body in chunks', () => {
  it.each([
    { what: 'one chunk', body: '5\r\nhello\r\n0\r\n\r\n', content: 'hello' },
    {
      what: 'chunks with signatures',
      body: '3;chunk-signature=ab\r\nhel\r\n2;chunk-signature=cd\r\nlo\r\n0;chunk-signature=ef\r\n\r\n',
      content: 'hello',
    },
    {
      what: 'a checksum at the end',
      body: '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n',
      content: 'hello',
    },
    { what: 'line ends in the content', body: '6\r\na\r\n0\r\n\r\n0\r\n\r\n', content: 'a\r\n0\r\n' },
    { what: 'a size in hexadecimal', body: `1A\r\n${'x'.repeat(26)}\r\n0\r\n\r\n`, content: 'x'.repeat(26) },
  ])('with $what', ({ body, content }) => {
    expect(decode(body)).toBe(content);
  });

  it.each([
    { what: 'no size', body: 'hello\r\n' },
    { what: 'a size beyond its end', body: '9\r\nhello\r\n0\r\n\r\n' },
    { what: 'no end', body: '5\r\nhello\r\n' },
    { what: 'nothing in it', body: '' },
  ])('with $what is refused', ({ body }) => {
    expect(() => decode(body)).toThrow('not made of chunks');
  });
});
