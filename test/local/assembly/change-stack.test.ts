import { describe, expect, it } from 'vitest';
import { changeStack, deleteStack } from '../../../local/assembly/change-stack.ts';
import { Stack } from '../../../local/assembly/stack.ts';
import type { TemplateResource } from '../../../local/assembly/template.ts';
import { createKernel } from '../../../local/create-kernel.ts';
import type { ResourceProvider } from '../../../local/kernel.ts';

/** Things that are their properties, and say what was done to them. */
const workshop = () => {
  const kernel = createKernel({ seed: 1, startAtMs: 0 });
  const stack = new Stack(kernel, 'S');
  const things = new Map<string, unknown>();
  const done: string[] = [];
  const refuse = (properties: Readonly<Record<string, unknown>>): void => {
    if (properties['isBroken'] === true) throw new Error('it is broken');
  };
  const thing: ResourceProvider = {
    type: 'Test::Thing',
    replacedBy: ['Shape'],
    create: ({ logicalId, properties, nameSuffix }) => {
      refuse(properties);
      const ref = `${logicalId}-${String(properties['Shape'] ?? 'round')}-${nameSuffix?.()}`;
      things.set(ref, properties);
      done.push(`create ${logicalId}`);
      return { ref, attributes: { Size: String(properties['Size'] ?? 0) } };
    },
    update: ({ logicalId, properties }, { ref }) => {
      refuse(properties);
      things.set(ref, properties);
      done.push(`update ${logicalId}`);
      return { ref, attributes: { Size: String(properties['Size'] ?? 0) } };
    },
    delete: ({ ref, logicalId, properties }) => {
      if (properties['isStuck'] === true) throw new Error('it is stuck');
      things.delete(ref);
      done.push(`delete ${logicalId}`);
    },
  };
  const { update: _, ...plain } = thing;
  const lasting: ResourceProvider = { type: 'Test::Lasting', create: thing.create };
  const providers = new Map([thing, { ...plain, type: 'Test::Plain' }, lasting].map((each) => [each.type, each]));
  const context = { kernel, providers, exported: () => undefined };

  const change = (kind: 'CREATE' | 'UPDATE', Resources: Record<string, TemplateResource>, tags = {}): void => {
    done.length = 0;
    stack.enter(`${kind}_IN_PROGRESS`);
    const template = { Resources, Outputs: { Size: { Value: { 'Fn::GetAtt': ['A', 'Size'] } } } };
    changeStack(stack, kind, { template, parameters: new Map(), tags, assetPath: (key) => key }, context);
  };
  const remove = (): void => {
    done.length = 0;
    deleteStack(stack, context);
  };
  const told = (logicalId: string): string[] =>
    stack.events.filter((event) => event.logicalId === logicalId).map(({ status }) => status);
  return { stack, things, done, change, remove, told };
};

const thing = (Properties: Record<string, unknown> = {}, more: Partial<TemplateResource> = {}): TemplateResource => ({
  Type: 'Test::Thing',
  Properties,
  ...more,
});

describe('an update', () => {
  it('leaves alone what stays as it is', () => {
    const { change, done, stack } = workshop();
    change('CREATE', { A: thing({ Size: 1 }), B: thing() });
    change('UPDATE', { A: thing({ Size: 2 }), B: thing() });
    expect(done).toEqual(['update A']);
    expect(stack).toMatchObject({ status: 'UPDATE_COMPLETE', outputs: { Size: '2' } });
  });

  it('creates what is new first, and deletes what is gone last, in the reverse order of its making', () => {
    const { change, done } = workshop();
    change('CREATE', { A: thing(), B: thing(), C: thing({}, { DependsOn: 'B' }) });
    change('UPDATE', { A: thing(), D: thing() });
    expect(done).toEqual(['create D', 'delete C', 'delete B']);
  });

  it('replaces what cannot change in place, and then what speaks of it', () => {
    const { change, done, things } = workshop();
    const speaker = thing({ of: { Ref: 'A' } });
    change('CREATE', { A: thing({ Shape: 'round' }), B: speaker });
    change('UPDATE', { A: thing({ Shape: 'square' }), B: speaker });
    expect(done).toEqual(['create A', 'update B', 'delete A']);
    expect([...things.keys()].map((ref) => ref.replace(/-\w+$/, ''))).toEqual(['B-round', 'A-square']);
  });

  it('changes what speaks of an attribute that changed', () => {
    const { change, done } = workshop();
    const speaker = thing({ of: { 'Fn::GetAtt': ['A', 'Size'] } });
    change('CREATE', { A: thing({ Size: 1 }), B: speaker });
    change('UPDATE', { A: thing({ Size: 2 }), B: speaker });
    expect(done).toEqual(['update A', 'update B']);
  });

  it('makes a type that is nothing but its properties again, under its name', () => {
    const { change, done, things } = workshop();
    change('CREATE', { A: thing({ Size: 1 }, { Type: 'Test::Plain' }) });
    const before = [...things.keys()];
    change('UPDATE', { A: thing({ Size: 2 }, { Type: 'Test::Plain' }) });
    expect(done).toEqual(['delete A', 'create A']);
    expect([...things]).toEqual([[before[0], { Size: 2 }]]);
  });

  it('gives new tags to all', () => {
    const { change, done } = workshop();
    change('CREATE', { A: thing(), B: thing() });
    change('UPDATE', { A: thing(), B: thing() }, { team: 'a' });
    expect(done).toEqual(['update A', 'update B']);
  });

  it('leaves behind what its policies retain, when it is gone and when it is replaced', () => {
    const { change, things, told } = workshop();
    const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    change('CREATE', { A: thing({}, kept), B: thing({ Shape: 'round' }, kept) });
    change('UPDATE', { A: thing({ Shape: 'square' }, kept) });
    expect(things.size).toBe(3);
    expect(told('A').at(-1)).toBe('DELETE_SKIPPED');
    expect(told('B').at(-1)).toBe('DELETE_SKIPPED');
  });

  it('tells of what it could not delete, and is complete', () => {
    const { change, stack, told } = workshop();
    change('CREATE', { A: thing(), B: thing({ isStuck: true }) });
    change('UPDATE', { A: thing() });
    expect(told('B').slice(-2)).toEqual(['DELETE_IN_PROGRESS', 'DELETE_FAILED']);
    expect(stack.status).toBe('UPDATE_COMPLETE');
  });

  it('refuses another type under the same id', () => {
    const { change } = workshop();
    change('CREATE', { A: thing() });
    expect(() => change('UPDATE', { A: thing({}, { Type: 'Test::Plain' }) })).toThrow('it was a Test::Thing');
  });
});

describe('what fails is rolled back', () => {
  it('to nothing, after a creation', () => {
    const { change, things, stack, done } = workshop();
    const broken = { A: thing(), B: thing(), C: thing({ isBroken: true }, { DependsOn: 'B' }) };
    expect(() => change('CREATE', broken)).toThrow('S: Test::Thing C: it is broken');
    expect(done).toEqual(['create A', 'create B', 'delete B', 'delete A']);
    expect([things.size, stack.resources.size, stack.status]).toEqual([0, 0, 'ROLLBACK_COMPLETE']);
    expect(stack.statusReason).toContain('it is broken');
    expect(stack.events.slice(-7).map(({ logicalId, status }) => `${logicalId} ${status}`)).toEqual([
      'C CREATE_FAILED',
      'S ROLLBACK_IN_PROGRESS',
      'B DELETE_IN_PROGRESS',
      'B DELETE_COMPLETE',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'S ROLLBACK_COMPLETE',
    ]);
  });

  it('to what it was, after an update', () => {
    const { change, things, stack } = workshop();
    change('CREATE', { A: thing({ Size: 1 }), B: thing({ Shape: 'round' }), Gone: thing() });
    const before = new Map(things);
    const broken = { A: thing({ Size: 2 }), B: thing({ Shape: 'square' }), New: thing(), C: thing({ isBroken: true }) };
    expect(() => change('UPDATE', broken)).toThrow('it is broken');
    expect(things).toEqual(before);
    expect(stack).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', outputs: { Size: '1' } });
    expect([...stack.resources.keys()]).toEqual(['A', 'B', 'Gone']);
  });

  it('in place of the same name, when it was made again', () => {
    const { change, things } = workshop();
    change('CREATE', { A: thing({ Size: 1 }, { Type: 'Test::Plain' }) });
    const before = new Map(things);
    expect(() => change('UPDATE', { A: thing({ isBroken: true }, { Type: 'Test::Plain' }) })).toThrow('it is broken');
    expect(things).toEqual(before);
  });

  it('and says when that cannot be', () => {
    const { change, stack } = workshop();
    const broken = { A: thing({}, { Type: 'Test::Lasting' }), B: thing({ isBroken: true }) };
    expect(() => change('CREATE', broken)).toThrow(
      'S: Test::Thing B: it is broken; then the embedded cloud cannot delete a Test::Lasting',
    );
    expect(stack.status).toBe('ROLLBACK_FAILED');
  });
});

describe('a deletion', () => {
  it('takes all away in the reverse order of its making, but what is retained', () => {
    const { change, remove, done, things, stack } = workshop();
    change('CREATE', { A: thing(), B: thing({}, { DeletionPolicy: 'Retain' }), C: thing() });
    remove();
    expect(done).toEqual(['delete C', 'delete A']);
    expect([things.size, stack.resources.size, stack.status]).toEqual([1, 0, 'DELETE_COMPLETE']);
  });

  it('names what it could not take away', () => {
    const { change, remove, stack } = workshop();
    change('CREATE', { A: thing(), B: thing({ isStuck: true }) });
    remove();
    expect(stack).toMatchObject({
      status: 'DELETE_FAILED',
      statusReason: 'The following resource(s) failed to delete: [B].',
    });
    expect([...stack.resources.keys()]).toEqual(['B']);
  });
});

it('a policy that is not modelled is refused', () => {
  const { change } = workshop();
  expect(() => change('CREATE', { A: thing({}, { DeletionPolicy: 'Snapshot' }) })).toThrow('the policy Snapshot');
});

it('events are told in the order in which things were done', () => {
  const { change, stack } = workshop();
  change('CREATE', { A: thing() });
  expect(stack.events.map(({ logicalId, status }) => `${logicalId} ${status}`)).toEqual([
    'S CREATE_IN_PROGRESS',
    'A CREATE_IN_PROGRESS',
    'A CREATE_COMPLETE',
    'S CREATE_COMPLETE',
  ]);
  const times = stack.events.map(({ atMs }) => atMs);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
});
