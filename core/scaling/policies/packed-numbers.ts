const HEADER_BYTES = 2;
const NUMBER_BYTES = 8;

/** Pack numbers, exactly, behind the schema version and the kind of the policy that owns them. */
export function packNumbers(numbers: readonly number[], schemaVersion: number, kind: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + numbers.length * NUMBER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, schemaVersion);
  view.setUint8(1, kind);
  for (const [index, number] of numbers.entries()) view.setFloat64(HEADER_BYTES + index * NUMBER_BYTES, number);
  return bytes;
}

/** The numbers as they were packed; null: from nothing, another schema version or another policy, or cut off. */
export function unpackNumbers(bytes: Uint8Array | null, schemaVersion: number, kind: number): number[] | null {
  if (bytes === null || bytes[0] !== schemaVersion || bytes[1] !== kind) return null;
  const length = (bytes.length - HEADER_BYTES) / NUMBER_BYTES;
  if (!Number.isInteger(length)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length }, (_, index) => view.getFloat64(HEADER_BYTES + index * NUMBER_BYTES));
}
