/**
 * An IP address as lower-case hexadecimal digits, 8 for version 4 and 32 for version 6, so that addresses of one version
 * compare as texts. Undefined when the text is no address.
 */
export const parseIpAddress = (text: string): string | undefined => parseVersion4(text) ?? parseVersion6(text);

const parseVersion4 = (text: string): string | undefined => {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('');
};

/** https://www.rfc-editor.org/rfc/rfc4291#section-2.2 */
const parseVersion6 = (text: string): string | undefined => {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = [...(head ?? []), ...(tail ?? [])];
  const missing = 8 - groups.length;
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const filled = [...(head ?? []), ...Array<string>(missing).fill('0'), ...(tail ?? [])];
  return filled.map((group) => group.toLowerCase().padStart(4, '0')).join('');
};
