import { describe, expect, it } from 'vitest';
import { createSmallCloud } from '../../assembly/small-cloud.ts';

const read = (Name: string) => createSmallCloud().call('ssm', 'GetParameter', { Name });

describe('a public parameter', () => {
  it.each([['/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-arm64', /^ami-[0-9a-f]{17}$/]])(
    '%s is there',
    async (name, form) => {
      await expect(read(name)).resolves.toMatchObject({
        Parameter: { Name: name, Value: expect.stringMatching(form) },
      });
    },
  );

  it('has the same image each time, another for another name', async () => {
    const [one, again, other] = await Promise.all(
      ['a', 'a', 'b'].map((name) => read(`/aws/service/ami-amazon-linux-latest/${name}`)),
    );
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
  });

  it('that nobody knows is not found', async () => {
    await expect(read('/mine')).rejects.toMatchObject({ code: 'ParameterNotFound' });
  });
});
