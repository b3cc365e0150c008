metadata description = 'A workbook: how full the queues are, how old their messages, how requests fare, what costs money.'

@description('Region of the workbook.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the Application Insights component.')
param insightsId string

@description('Resource id of the storage account.')
param storageAccountId string

@description('Resource id of the function app.')
param functionAppId string

var depth = loadTextContent('queries/depth.kql')
var flow = loadTextContent('queries/flow.kql')
var httpFunction = 'http'
var http = 'requests | where name == "${httpFunction}"'

var charts = [
  {
    name: 'visible'
    title: 'Visible messages by queue'
    query: '${depth}| summarize max(visible) by queue, bin(timestamp, {TimeRange:grain})'
    visualization: 'timechart'
  }
  {
    name: 'in-flight'
    title: 'In flight and delayed by queue'
    query: '${depth}| summarize inFlight = max(inFlight), delayed = max(delayed) by queue, bin(timestamp, {TimeRange:grain})'
    visualization: 'timechart'
  }
  {
    name: 'oldest'
    title: 'Age of the oldest message by queue, seconds'
    query: '${depth}| summarize max(oldestAge) by queue, bin(timestamp, {TimeRange:grain})'
    visualization: 'timechart'
  }
  {
    name: 'queues'
    title: 'Queues now'
    query: '${depth}| summarize arg_max(timestamp, visible, inFlight, delayed, oldestAge, deadLettered) by queue | order by oldestAge desc'
    visualization: 'table'
  }
  {
    name: 'published'
    title: 'Messages published by exchange'
    query: '${flow}| order by exchange asc, timestamp asc | extend more = iff(prev(exchange) == exchange, published - prev(published), 0) | summarize sum(more) by exchange, bin(timestamp, {TimeRange:grain})'
    visualization: 'timechart'
  }
  {
    name: 'waiting'
    title: 'Copies on their way and dead letters without a route, by exchange'
    query: '${flow}| summarize behind = max(behind), held = max(held) by exchange, bin(timestamp, {TimeRange:grain})'
    visualization: 'timechart'
  }
  {
    name: 'exchanges'
    title: 'Exchanges now'
    query: '${flow}| summarize arg_max(timestamp, published, unroutable, held, behind) by exchange | order by behind desc, held desc'
    visualization: 'table'
  }
  {
    name: 'rates'
    title: 'Requests a second by answer'
    query: '${http} | summarize rate = sum(itemCount) / ({TimeRange:grain} / 1s) by resultCode, bin(timestamp, {TimeRange:grain})'
    visualization: 'timechart'
  }
  {
    name: 'latency'
    title: 'Milliseconds, long polls included'
    query: '${http} | summarize p50 = percentilew(duration, itemCount, 50), p99 = percentilew(duration, itemCount, 99) by bin(timestamp, {TimeRange:grain})'
    visualization: 'timechart'
  }
  {
    name: 'errors'
    title: 'Errors by kind'
    query: 'union exceptions, (traces | where severityLevel >= 3) | summarize number = sum(itemCount) by problem = coalesce(type, tostring(split(message, "\\n")[0])) | top 20 by number'
    visualization: 'table'
  }
  {
    name: 'logs'
    title: 'Gigabytes of telemetry'
    query: 'union requests, traces, exceptions, dependencies | summarize gigabytes = sum(_BilledSize) / 1e9 by itemType, bin(timestamp, {TimeRange:grain})'
    visualization: 'timechart'
  }
]

var metrics = [
  {
    name: 'storage-transactions'
    title: 'Storage transactions'
    resourceType: 'microsoft.storage/storageaccounts'
    resourceId: storageAccountId
    metric: 'microsoft.storage/storageaccounts-Transaction-Transactions'
    splitBy: 'ApiName'
  }
  {
    name: 'execution-units'
    title: 'Function execution, MB-milliseconds: 1,024,000 are one GB-second'
    resourceType: 'microsoft.web/sites'
    resourceId: functionAppId
    metric: 'microsoft.web/sites--OnDemandFunctionExecutionUnits'
    splitBy: null
  }
  {
    name: 'executions'
    title: 'Function executions'
    resourceType: 'microsoft.web/sites'
    resourceId: functionAppId
    metric: 'microsoft.web/sites--OnDemandFunctionExecutionCount'
    splitBy: null
  }
]

var timeRange = {
  type: 9
  name: 'parameters'
  content: {
    version: 'KqlParameterItem/1.0'
    style: 'pills'
    queryType: 0
    resourceType: 'microsoft.insights/components'
    parameters: [
      {
        id: guid(insightsId, 'TimeRange')
        version: 'KqlParameterItem/1.0'
        name: 'TimeRange'
        label: 'Time'
        type: 4
        isRequired: true
        value: {
          durationMs: 86400000
        }
        typeSettings: {
          selectableValues: [
            {
              durationMs: 3600000
            }
            {
              durationMs: 14400000
            }
            {
              durationMs: 86400000
            }
            {
              durationMs: 604800000
            }
            {
              durationMs: 2592000000
            }
          ]
        }
      }
    ]
  }
}

var chartItems = map(charts, chart => {
  type: 3
  name: chart.name
  content: {
    version: 'KqlItem/1.0'
    title: chart.title
    query: chart.query
    visualization: chart.visualization
    size: 0
    queryType: 0
    resourceType: 'microsoft.insights/components'
    crossComponentResources: [
      insightsId
    ]
    timeContextFromParameter: 'TimeRange'
  }
})

var metricItems = map(metrics, chart => {
  type: 10
  name: chart.name
  content: {
    version: 'MetricsItem/2.0'
    chartId: chart.name
    title: chart.title
    size: 0
    chartType: 2
    metricScope: 0
    resourceType: chart.resourceType
    resourceIds: [
      chart.resourceId
    ]
    timeContextFromParameter: 'TimeRange'
    metrics: [
      {
        namespace: chart.resourceType
        metric: chart.metric
        aggregation: 1
        splitBy: chart.splitBy
      }
    ]
  }
})

resource workbook 'Microsoft.Insights/workbooks@2022-04-01' = {
  name: guid(resourceGroup().id, 'queue-service')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: 'Queue service'
    sourceId: insightsId
    version: '1.0'
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat([timeRange], chartItems, metricItems)
      fallbackResourceIds: [
        insightsId
      ]
    })
  }
}
