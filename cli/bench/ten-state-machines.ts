/** One piece of work, said in both query languages: ten states are entered, one of them a task that gives what it gets. */
export const MACHINE_INPUT = { order: { id: 'o-1', items: [1, 2, 3], total: 40 }, customer: 'ann' };
export const MACHINE_OUTPUT = { id: 'o-1', customer: 'ann', size: 'large', kind: 'order', checked: true };

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:check';

export const JSONPATH_MACHINE = {
  StartAt: 'Accept',
  States: {
    Accept: {
      Type: 'Pass',
      Parameters: { 'id.$': '$.order.id', 'total.$': '$.order.total', 'customer.$': '$.customer' },
      Next: 'IsKnown',
    },
    IsKnown: {
      Type: 'Choice',
      Choices: [{ Variable: '$.customer', StringEquals: 'nobody', Next: 'Unknown' }],
      Default: 'Mark',
    },
    Unknown: { Type: 'Fail', Error: 'Unknown' },
    Mark: { Type: 'Pass', Result: 'order', ResultPath: '$.kind', Next: 'Size' },
    Size: {
      Type: 'Choice',
      Choices: [{ Variable: '$.total', NumericLessThan: 10, Next: 'Small' }],
      Default: 'Large',
    },
    Small: { Type: 'Pass', Result: 'small', ResultPath: '$.size', Next: 'Check' },
    Large: { Type: 'Pass', Result: 'large', ResultPath: '$.size', Next: 'Check' },
    Check: {
      Type: 'Task',
      Resource: FUNCTION_ARN,
      Parameters: { 'of.$': '$.id' },
      ResultPath: '$.check',
      Next: 'Keep',
    },
    Keep: { Type: 'Pass', Result: true, ResultPath: '$.checked', Next: 'Select' },
    Select: {
      Type: 'Pass',
      Parameters: {
        'id.$': '$.check.of',
        'customer.$': '$.customer',
        'size.$': '$.size',
        'kind.$': '$.kind',
        'checked.$': '$.checked',
      },
      Next: 'Close',
    },
    Close: { Type: 'Pass', Next: 'Done' },
    Done: { Type: 'Succeed' },
  },
};

export const JSONATA_MACHINE = {
  QueryLanguage: 'JSONata',
  StartAt: 'Accept',
  States: {
    Accept: {
      Type: 'Pass',
      Output: {
        id: '{% $states.input.order.id %}',
        total: '{% $states.input.order.total %}',
        customer: '{% $states.input.customer %}',
      },
      Next: 'IsKnown',
    },
    IsKnown: {
      Type: 'Choice',
      Choices: [{ Condition: "{% $states.input.customer = 'nobody' %}", Next: 'Unknown' }],
      Default: 'Mark',
    },
    Unknown: { Type: 'Fail', Error: 'Unknown' },
    Mark: { Type: 'Pass', Assign: { kind: 'order' }, Next: 'Size' },
    Size: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input.total < 10 %}', Next: 'Small' }],
      Default: 'Large',
    },
    Small: { Type: 'Pass', Assign: { size: 'small' }, Next: 'Check' },
    Large: { Type: 'Pass', Assign: { size: 'large' }, Next: 'Check' },
    Check: {
      Type: 'Task',
      Resource: FUNCTION_ARN,
      Arguments: { of: '{% $states.input.id %}' },
      Assign: { id: '{% $states.result.of %}' },
      Output: '{% $states.input %}',
      Next: 'Keep',
    },
    Keep: { Type: 'Pass', Assign: { checked: true }, Next: 'Select' },
    Select: {
      Type: 'Pass',
      Output: {
        id: '{% $id %}',
        customer: '{% $states.input.customer %}',
        size: '{% $size %}',
        kind: '{% $kind %}',
        checked: '{% $checked %}',
      },
      Next: 'Close',
    },
    Close: { Type: 'Pass', Next: 'Done' },
    Done: { Type: 'Succeed' },
  },
};
