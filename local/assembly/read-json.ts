import { readFileSync } from 'node:fs';

/**
 * Read a file of JSON whose shape is the CDK's word.
 *
 * @throws Error naming the file when it is not there or is not JSON
 */
export const readJson = <Shape>(file: string): Shape => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Shape;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${file} could not be read: ${reason}`, { cause });
  }
};
