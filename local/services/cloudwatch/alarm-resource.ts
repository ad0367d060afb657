import { nameSuffix } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { Kernel, ResourceProvider, ResourceRequest } from '../../kernel.ts';
import { type AlarmRecord, COMPARISONS } from './alarm.ts';
import type { AlarmModel } from './alarm-model.ts';
import type { AlarmRule, MissingData } from './evaluate-alarm.ts';
import { compileQueries, type Dimension, type MetricDataQuery } from './metric-query.ts';
import type { MetricStore } from './metric-store.ts';

const TYPE = 'AWS::CloudWatch::Alarm';
const KNOWN = [
  'ActionsEnabled',
  'AlarmActions',
  'AlarmDescription',
  'AlarmName',
  'ComparisonOperator',
  'DatapointsToAlarm',
  'Dimensions',
  'EvaluationPeriods',
  'ExtendedStatistic',
  'InsufficientDataActions',
  'MetricName',
  'Metrics',
  'Namespace',
  'OKActions',
  'Period',
  'Statistic',
  'Tags',
  'Threshold',
  'TreatMissingData',
  'Unit',
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export const alarmResource = (kernel: Kernel, store: MetricStore, model: AlarmModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['AlarmName'],
  create: (request) => {
    const alarm = readAlarm(kernel, store, request);
    model.add(alarm);
    return { ref: alarm.name, attributes: { Arn: alarm.arn } };
  },
  /** The state stays: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
  update: (request, { ref, attributes }) => {
    const { state, changedAtMs } = model.alarm(ref) ?? {};
    const alarm = readAlarm(kernel, store, request);
    model.remove(ref);
    model.add({ ...alarm, ...(state && { state }), ...(changedAtMs !== undefined && { changedAtMs }) });
    return { ref, attributes };
  },
  delete: ({ ref }) => model.remove(ref),
});

const readAlarm = (kernel: Kernel, store: MetricStore, request: ResourceRequest): AlarmRecord => {
  const properties = ResourceProperties.of(TYPE, request, KNOWN);
  const { partition, region, account, random, clock } = kernel;
  const name =
    properties.text('AlarmName') ?? `${request.stackName}-${request.logicalId}-${nameSuffix(random, request)}`;
  const queries = readQueries(properties);
  const watched = compileQueries(store, queries).find(({ isReturned }) => isReturned);
  if (watched === undefined)
    throw new Error(`${TYPE} ${request.logicalId}: Metrics must have one query with ReturnData true`);
  const comparison = properties.requiredText('ComparisonOperator');
  const threshold = properties.requiredNumber('Threshold');
  return {
    name,
    arn: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}`,
    description: properties.text('AlarmDescription'),
    queries,
    watched,
    rule: readRule(request.logicalId, properties, comparison, threshold),
    comparison,
    threshold,
    areActionsEnabled: properties.flag('ActionsEnabled', true),
    actions: {
      OK: readTopics(request.logicalId, properties, 'OKActions'),
      ALARM: readTopics(request.logicalId, properties, 'AlarmActions'),
      INSUFFICIENT_DATA: readTopics(request.logicalId, properties, 'InsufficientDataActions'),
    },
    tags: properties.tags(request.stackTags),
    createdAtMs: clock.nowMs,
    state: {
      value: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      reasonData: undefined,
      atMs: clock.nowMs,
    },
    changedAtMs: clock.nowMs,
  };
};

const readRule = (
  logicalId: string,
  properties: ResourceProperties,
  comparison: string,
  threshold: number,
): AlarmRule => {
  const holds = COMPARISONS[comparison]?.holds;
  if (holds === undefined) {
    throw new Error(
      `${TYPE} ${logicalId}: ComparisonOperator is ${comparison}; it must be one of ${Object.keys(COMPARISONS).join(', ')}`,
    );
  }
  const evaluationPeriods = properties.requiredNumber('EvaluationPeriods');
  return {
    evaluationPeriods,
    datapointsToAlarm: properties.number('DatapointsToAlarm', evaluationPeriods),
    missingData: readMissingData(logicalId, properties.text('TreatMissingData', 'missing')),
    isBreaching: (value) => holds(value, threshold),
  };
};

const MISSING_DATA: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

const readMissingData = (logicalId: string, found: string): MissingData => {
  const known = MISSING_DATA.find((treatment) => treatment === found);
  if (known === undefined)
    throw new Error(`${TYPE} ${logicalId}: TreatMissingData is ${found}; it must be one of ${MISSING_DATA.join(', ')}`);
  return known;
};

/** Alarms of ours notify topics; actions on instances, groups and functions are not modelled. */
const readTopics = (logicalId: string, properties: ResourceProperties, name: string): readonly string[] => {
  const arns = properties.texts(name);
  const other = arns.find((arn) => arn.split(':')[2] !== 'sns');
  if (other !== undefined) throw new Error(`${TYPE} ${logicalId}: ${name} has ${other}; it must be an SNS topic`);
  return arns;
};

const readQueries = (properties: ResourceProperties): readonly MetricDataQuery[] => {
  if (properties.has('Metrics')) return properties.parts('Metrics').map(readQuery);
  const stat = properties.text('Statistic') ?? properties.text('ExtendedStatistic') ?? 'Average';
  return [
    {
      Id: 'm1',
      MetricStat: { Metric: readMetric(properties), Period: properties.requiredNumber('Period'), Stat: stat },
    },
  ];
};

const readQuery = (query: ResourceProperties): MetricDataQuery => {
  const stat = query.part('MetricStat');
  const metric = stat?.part('Metric');
  const expression = query.text('Expression');
  const label = query.text('Label');
  const period = query.number('Period');
  return {
    Id: query.requiredText('Id'),
    ReturnData: query.flag('ReturnData', true),
    ...(expression === undefined ? {} : { Expression: expression }),
    ...(label === undefined ? {} : { Label: label }),
    ...(period === undefined ? {} : { Period: period }),
    ...(stat === undefined || metric === undefined
      ? {}
      : {
          MetricStat: {
            Metric: readMetric(metric),
            Period: stat.requiredNumber('Period'),
            Stat: stat.requiredText('Stat'),
          },
        }),
  };
};

const readMetric = (metric: ResourceProperties) => ({
  Namespace: metric.requiredText('Namespace'),
  MetricName: metric.requiredText('MetricName'),
  Dimensions: metric
    .parts('Dimensions')
    .map((dimension): Dimension => ({ Name: dimension.requiredText('Name'), Value: dimension.requiredText('Value') })),
});
