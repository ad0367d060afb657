import { Worker } from 'node:worker_threads';

/**
 * What a fresh thread answers: its first message.
 *
 * @param module of the thread
 * @param data what it is given
 * @throws what the thread fails with, or that it ended without an answer
 */
export const askThread = <Answer>(module: URL, data: unknown): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData: data });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code} and told nothing`)));
  });
