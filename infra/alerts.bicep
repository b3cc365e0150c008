metadata description = 'Alerts on what users of a queue notice first.'

@description('Region of the alerts.')
param location string

@description('Tags of every resource.')
param tags object

@description('Last part of every name; unique in Azure.')
@minLength(13)
@maxLength(13)
param resourceToken string

@description('Resource id of the Application Insights component.')
param insightsId string

@description('Resource id of the storage account.')
param storageAccountId string

@description('Resource id of the container app.')
param containerAppId string

@description('Who is told, by e-mail; empty for nobody: alerts are then only seen in the Azure portal.')
param email string

@description('Age of the oldest message of a queue that is too old, in seconds.')
@minValue(1)
@maxValue(1209600)
param oldestMessageSeconds int

@description('Dead letters of a queue in 15 minutes that are too many.')
@minValue(0)
@maxValue(1000000)
param deadLetters int

@description('Share of requests answered with 5xx that is too high, in percent.')
@minValue(0)
@maxValue(100)
param errorPercent int

@description('Requests refused with 429 or 503, or throttled by storage, in 5 minutes that are too many.')
@minValue(0)
@maxValue(1000000)
param throttledRequests int

// Names of functions, as requests are named in Application Insights.
var httpFunction = 'http'
var maintenanceFunction = 'maintenance'
var fewestRequests = 20

// Sampled requests stand for itemCount of them. The timer runs on instances of its own, so it is hardly ever sampled away.
var http = 'requests | where name == "${httpFunction}" '
var depth = loadTextContent('queries/depth.kql')
var flow = loadTextContent('queries/flow.kql')
var perQueue = [
  {
    name: 'queue'
    operator: 'Include'
    values: [
      '*'
    ]
  }
]

var perExchange = [
  {
    name: 'exchange'
    operator: 'Include'
    values: [
      '*'
    ]
  }
]

// A rule costs three times as much every 5 minutes as every 15.
var rules = [
  {
    name: 'dead-letters'
    title: 'Dead letters'
    description: 'Dead letters come to a queue: consumers receive messages again and again and fail.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT15M'
    // The lines count from the creation of the queue, and there are none while it is empty: after two days without one,
    // no more of them are new than the queue holds.
    lookBack: 'P2D'
    query: '${depth}| summarize total = max(deadLettered), before = maxif(deadLettered, timestamp < ago(15m)), held = max(visible + inFlight + delayed) by queue | extend growth = iff(isnull(before), min_of(total, held), total - before)'
    measure: 'growth'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: deadLetters
    dimensions: perQueue
  }
  {
    name: 'oldest-message'
    title: 'Oldest message'
    description: 'Messages of a queue wait too long: consumers are gone, or too slow.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT15M'
    lookBack: null
    query: '${depth}| summarize arg_max(timestamp, oldestAge) by queue | project queue, oldest = oldestAge'
    measure: 'oldest'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: oldestMessageSeconds
    dimensions: perQueue
  }
  {
    name: 'exchange-waiting'
    title: 'Messages wait for an exchange'
    description: 'Queues do not take their copies, or dead letters have no route: bind a queue, or find out why one refuses.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT15M'
    lookBack: null
    // One look may find what is just on its way.
    query: '${flow}| summarize waiting = min(held + behind), looks = count() by exchange | where looks > 1 | project exchange, waiting'
    measure: 'waiting'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 0
    dimensions: perExchange
  }
  {
    name: 'server-errors'
    title: 'Server errors'
    description: 'Too many requests are answered with 5xx.'
    severity: 1
    frequency: 'PT5M'
    window: 'PT15M'
    lookBack: null
    query: '${http}| summarize total = sum(itemCount), failed = sumif(itemCount, toint(resultCode) >= 500) | where total >= ${fewestRequests} | project percent = 100.0 * failed / total'
    measure: 'percent'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: errorPercent
    dimensions: []
  }
  {
    name: 'refused-requests'
    title: 'Refused requests'
    description: 'The service refuses requests because it has too many of them (429 or 503).'
    severity: 2
    frequency: 'PT5M'
    window: 'PT5M'
    lookBack: null
    query: '${http}| where resultCode in ("429", "503") | summarize refused = sum(itemCount)'
    measure: 'refused'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: throttledRequests
    dimensions: []
  }
  {
    name: 'maintenance-stopped'
    title: 'Maintenance stopped'
    description: 'The timer has not succeeded: nothing is dead-lettered, expired or measured; the alerts on queues are blind.'
    severity: 1
    frequency: 'PT15M'
    window: 'PT15M'
    lookBack: null
    query: 'requests | where name == "${maintenanceFunction}" and success == true'
    measure: null
    aggregation: 'Count'
    operator: 'LessThan'
    threshold: 1
    dimensions: []
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${resourceToken}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'queues'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [
  for rule in rules: {
    name: 'alert-${rule.name}-${resourceToken}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      enabled: true
      severity: rule.severity
      autoMitigate: true
      evaluationFrequency: rule.frequency
      windowSize: rule.window
      overrideQueryTimeRange: rule.lookBack
      // The tables come to be with the first telemetry.
      skipQueryValidation: true
      scopes: [
        insightsId
      ]
      targetResourceTypes: [
        'microsoft.insights/components'
      ]
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: rule.measure
            timeAggregation: rule.aggregation
            operator: rule.operator
            threshold: rule.threshold
            dimensions: rule.dimensions
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: empty(email)
          ? []
          : [
              people.id
            ]
      }
    }
  }
]

// The container app serves too, and its requests are not in Application Insights.
var containerAppRules = [
  {
    name: 'container-errors'
    description: 'The container app answers with 5xx.'
    metric: 'Requests'
    threshold: fewestRequests
    dimensions: [
      {
        name: 'statusCodeCategory'
        operator: 'Include'
        values: [
          '5xx'
        ]
      }
    ]
  }
  {
    name: 'container-restarts'
    description: 'Replicas of the container app end and are started again.'
    metric: 'RestartCount'
    threshold: 2
    dimensions: []
  }
]

resource containerApp 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for rule in containerAppRules: {
    name: 'alert-${rule.name}-${resourceToken}'
    location: 'global'
    tags: tags
    properties: {
      description: rule.description
      enabled: true
      severity: 2
      autoMitigate: true
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      scopes: [
        containerAppId
      ]
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: rule.name
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: 'Microsoft.App/containerApps'
            metricName: rule.metric
            timeAggregation: 'Total'
            operator: 'GreaterThan'
            threshold: rule.threshold
            dimensions: rule.dimensions
          }
        ]
      }
      actions: empty(email)
        ? []
        : [
            {
              actionGroupId: people.id
            }
          ]
    }
  }
]

resource storageThrottling 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-storage-throttling-${resourceToken}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The storage account throttles the service: one queue needs more partitions, or the account is too busy.'
    enabled: true
    severity: 2
    autoMitigate: true
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    scopes: [
      storageAccountId
    ]
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'throttled'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Transactions'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: throttledRequests
          dimensions: [
            {
              name: 'ResponseType'
              operator: 'Include'
              values: [
                'ServerBusyError'
                'ClientThrottlingError'
                'ClientAccountRequestThrottlingError'
                'ClientAccountBandwidthThrottlingError'
                'SuccessWithThrottling'
              ]
            }
          ]
        }
      ]
    }
    actions: empty(email)
      ? []
      : [
          {
            actionGroupId: people.id
          }
        ]
  }
}
