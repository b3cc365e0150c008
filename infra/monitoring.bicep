metadata description = 'Log Analytics and Application Insights.'

@description('Region of the workspace.')
param location string

@description('Tags of every resource.')
param tags object

@description('Last part of every name; unique in Azure.')
@minLength(13)
@maxLength(13)
param resourceToken string

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int

@description('Gigabytes of logs taken in a day; past it they are dropped. -1: no limit.')
@minValue(-1)
@maxValue(1000)
param logDailyGigabytes int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${resourceToken}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logRetentionDays
    workspaceCapping: {
      dailyQuotaGb: logDailyGigabytes
    }
    features: {
      disableLocalAuth: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${resourceToken}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id

@description('Name of the Application Insights component.')
output insightsName string = insights.name

@description('Resource id of the Application Insights component.')
output insightsId string = insights.id

@description('Where telemetry goes. Not a secret: local authentication is off, only an identity with a role may send.')
output insightsConnectionString string = insights.properties.ConnectionString
