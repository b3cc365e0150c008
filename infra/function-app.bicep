metadata description = 'The service: a function app on Flex Consumption that runs the program as an isolated worker.'

@description('Region of the app.')
param location string

@description('Tags of every resource.')
param tags object

@description('Last part of every name; unique in Azure.')
@minLength(13)
@maxLength(13)
param resourceToken string

@description('Resource id of the identity of the app.')
param identityId string

@description('Client id of the identity of the app.')
param identityClientId string

@description('Name of the storage account.')
param storageAccountName string

@description('First part of the names of the tables and of the container.')
param storagePrefix string

@description('Container of the package, as a URL.')
param deploymentContainerUrl string

@description('Where telemetry of the host goes.')
param insightsConnectionString string

@description('Where the master key is.')
param masterKeyUri string

@description('Where the master key before this one is; empty for none.')
param previousMasterKeyUri string

@description('Where the administrator key is.')
param adminKeyUri string

@description('Base of the queue URLs that clients are given; empty takes that of each request.')
param publicUrl string

@description('Origins that browsers may call from.')
param allowedOrigins array

@description('Ranges of addresses that may call; none for all.')
param allowedAddresses array

@description('Client id of the app registration with which users sign in; empty for access keys alone.')
param entraClientId string

@description('What the app roles of Microsoft Entra ID may do.')
param entraRoles string

@description('Memory of an instance, in MiB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int

@description('Most instances at one time.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int

@description('Instances that are never scaled in.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int

@description('Requests that an instance gets at one time.')
@minValue(1)
@maxValue(1000)
param concurrentRequests int

@description('Telemetry items a second that an instance sends before it takes samples.')
@minValue(1)
@maxValue(1000)
param telemetryItemsPerSecond int

@description('Collector of metrics and traces (OTLP); empty for none.')
param otlpEndpoint string

@description('What the collector speaks.')
@allowed([
  'grpc'
  'http/protobuf'
])
param otlpProtocol string

@description('Where the headers for the collector are; empty for none.')
param otlpHeadersUri string

var appSettings = [
  {
    name: 'AzureWebJobsStorage__accountName'
    value: storageAccountName
  }
  {
    name: 'AzureWebJobsStorage__credential'
    value: 'managedidentity'
  }
  {
    name: 'AzureWebJobsStorage__clientId'
    value: identityClientId
  }
  {
    name: 'AzureWebJobsDisableHomepage'
    value: 'true'
  }
  // Each start is a process of its own: prepared ones are said to crash with .NET 10 (azure-functions-dotnet-worker, 3335).
  {
    name: 'WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED'
    value: '0'
  }
  // The host writes two lines for each call of a function, which tell no more than the request itself.
  {
    name: 'AzureFunctionsJobHost__logging__logLevel__Function'
    value: 'Warning'
  }
  {
    name: 'AzureFunctionsJobHost__logging__applicationInsights__samplingSettings__maxTelemetryItemsPerSecond'
    value: string(telemetryItemsPerSecond)
  }
  {
    name: 'APPLICATIONINSIGHTS_CONNECTION_STRING'
    value: insightsConnectionString
  }
  {
    name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING'
    value: 'ClientId=${identityClientId};Authorization=AAD'
  }
  {
    name: 'AZURE_CLIENT_ID'
    value: identityClientId
  }
  {
    name: 'Storage__AccountName'
    value: storageAccountName
  }
  {
    name: 'Storage__Prefix'
    value: storagePrefix
  }
  {
    name: 'PublicUrl'
    value: publicUrl
  }
  {
    name: 'Access__Mode'
    value: 'Keys'
  }
  {
    name: 'Access__MasterKey'
    value: '@Microsoft.KeyVault(SecretUri=${masterKeyUri})'
  }
  {
    name: 'Access__AdminKey'
    value: '@Microsoft.KeyVault(SecretUri=${adminKeyUri})'
  }
  // An eighth of the memory, as the program takes of 2 GiB by itself.
  {
    name: 'Limits__MaxRequestBytesInFlight'
    value: string(instanceMemoryMB * 1024 * 1024 / 8)
  }
]

var previousKeySettings = empty(previousMasterKeyUri)
  ? []
  : [
      {
        name: 'Access__PreviousMasterKey'
        value: '@Microsoft.KeyVault(SecretUri=${previousMasterKeyUri})'
      }
    ]

var addressRules = [
  for (address, i) in allowedAddresses: {
    name: 'allowed-${i + 1}'
    ipAddress: address
    action: 'Allow'
    priority: 100 + i
  }
]

// The program starts with it only where the platform says that it checks who signs in.
var entraSettings = empty(entraClientId)
  ? []
  : [
      {
        name: 'Access__EntraRoles'
        value: entraRoles
      }
    ]

var otlpSettings = empty(otlpEndpoint)
  ? []
  : [
      {
        name: 'OTEL_EXPORTER_OTLP_ENDPOINT'
        value: otlpEndpoint
      }
      {
        name: 'OTEL_EXPORTER_OTLP_PROTOCOL'
        value: otlpProtocol
      }
      {
        name: 'OTEL_SERVICE_NAME'
        value: 'queue-service'
      }
    ]

var otlpHeaderSettings = empty(otlpEndpoint) || empty(otlpHeadersUri)
  ? []
  : [
      {
        name: 'OTEL_EXPORTER_OTLP_HEADERS'
        value: '@Microsoft.KeyVault(SecretUri=${otlpHeadersUri})'
      }
    ]

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${resourceToken}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: 'func-${resourceToken}'
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : [
              {
                name: 'http'
                instanceCount: alwaysReadyInstances
              }
            ]
        triggers: {
          http: {
            perInstanceConcurrency: concurrentRequests
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      cors: {
        allowedOrigins: allowedOrigins
        supportCredentials: false
      }
      ipSecurityRestrictionsDefaultAction: empty(allowedAddresses) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: addressRules
      // Where azd publishes to: a token is asked for there.
      scmIpSecurityRestrictionsDefaultAction: 'Allow'
      scmIpSecurityRestrictionsUseMain: false
      appSettings: concat(appSettings, previousKeySettings, entraSettings, otlpSettings, otlpHeaderSettings)
    }
  }

  // Also when nobody signs in, so that a deployment turns it off again. Whoever proves nothing passes to the program,
  // which asks for an access key then: for programs, SDKs and health checks nothing changes.
  resource signIn 'config@2024-04-01' = {
    name: 'authsettingsV2'
    properties: {
      platform: {
        enabled: !empty(entraClientId)
      }
      globalValidation: {
        requireAuthentication: false
        unauthenticatedClientAction: 'AllowAnonymous'
      }
      httpSettings: {
        requireHttps: true
      }
      identityProviders: empty(entraClientId)
        ? {}
        : {
            azureActiveDirectory: {
              enabled: true
              registration: {
                clientId: entraClientId
                openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
              }
              validation: {
                allowedAudiences: [
                  entraClientId
                  'api://${entraClientId}'
                ]
              }
            }
          }
      login: {
        // Tokens are of no use to the program, which reads the roles from the header.
        tokenStore: {
          enabled: false
        }
      }
    }
  }

  // Packages are published with a token; nobody needs a password.
  resource ftp 'basicPublishingCredentialsPolicies@2024-04-01' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies@2024-04-01' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }
}

@description('Resource id of the function app.')
output appId string = app.id

@description('Name of the function app.')
output appName string = app.name

@description('Base URL of the service.')
output endpoint string = 'https://${app.properties.defaultHostName}'
