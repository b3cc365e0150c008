targetScope = 'subscription'

metadata description = 'A queue service: REST and Amazon SQS on a function app, MQTT on a container app, state in one storage account.'

@description('Name of the environment; part of the name of the resource group.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of every resource; one of those that have Flex Consumption.')
@allowed([
  'australiaeast'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'northcentralus'
  'northeurope'
  'southcentralus'
  'southeastasia'
  'swedencentral'
  'uksouth'
  'westcentralus'
  'westeurope'
  'westus2'
])
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('Object id of whoever deploys: gets the right to read and rotate the keys. Empty for nobody.')
param principalId string = ''

@description('What the deployer is.')
@allowed([
  'User'
  'Group'
  'ServicePrincipal'
])
param principalType string = 'User'

@description('Memory of a function instance, in MiB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('Most function instances at one time for HTTP requests, and as many for the timer; the platform may pass it for a while.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 10

@description('Function instances that are never scaled in: no cold start, and a price that does not stop.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Requests that a function instance gets at one time; long polls count while they wait.')
@minValue(1)
@maxValue(1000)
param concurrentRequests int = 1000

@description('How many copies of the data are kept: in one building (LRS), three (ZRS), or in a second region too (GRS, GZRS).')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
])
param storageRedundancy string = 'Standard_LRS'

@description('First part of the names of tables and containers: lower-case letters and digits, a letter first.')
@minLength(1)
@maxLength(40)
param storagePrefix string = 'qs'

@description('Days for which a deleted blob or container can be brought back, and is paid for: the service deletes all that it stores.')
@minValue(1)
@maxValue(365)
param softDeleteDays int = 1

@description('Refuse for 90 days to purge the deleted vault. Cannot be turned off again, and azd down leaves the vault then.')
param purgeProtection bool = false

@description('The vault holds the master key before the current one, as access-previous-master-key: set while it is rotated.')
param hasPreviousMasterKey bool = false

@description('Base of the queue URLs that clients are given, such as https://queues.example.org, without a slash at the end; empty takes the address that each client calls.')
param publicUrl string = ''

@description('Origins that browsers may call from; none, or all by an asterisk.')
param allowedOrigins array = []

@description('Addresses that may call, as ranges such as 203.0.113.0/24 separated by commas; empty for all. IPv4, at most 50.')
param allowedAddresses string = ''

@description('Client id of the app registration with which users of Microsoft Entra ID sign in; empty for access keys alone.')
param entraClientId string = ''

@description('What the app roles of Microsoft Entra ID may do, as in Access:EntraRoles of the program.')
param entraRoles string = 'Queues.Admin=admin;Queues.Operator=operator;Queues.Sender=sender;Queues.Receiver=receiver;Queues.Viewer=viewer'

@description('Collector of metrics and traces (OTLP); empty for none.')
param otlpEndpoint string = ''

@description('What the collector speaks.')
@allowed([
  'grpc'
  'http/protobuf'
])
param otlpProtocol string = 'grpc'

@description('Headers for the collector, such as its API key: name=value,name=value. A secret: azd env set-secret keeps it out of the environment file.')
@secure()
param otlpHeaders string = ''

@description('Fewest replicas of the MQTT app; 0 stops it while nobody is connected. 1 if sockets must never be dropped.')
@minValue(0)
@maxValue(30)
param mqttMinReplicas int = 0

@description('Most replicas of the MQTT app.')
@minValue(1)
@maxValue(30)
param mqttMaxReplicas int = 10

@description('MQTT connections that a replica gets before another one is started.')
@minValue(1)
@maxValue(10000)
param mqttConnectionsPerReplica int = 500

@description('The MQTT app is there already. Set by azd.')
param mqttAppExists bool = false

@description('Who is told of alerts, by e-mail; empty for nobody: alerts are then only seen in the Azure portal.')
param alertEmail string = ''

@description('Alert: age of the oldest message of a queue, in seconds.')
@minValue(1)
@maxValue(1209600)
param alertOldestMessageSeconds int = 900

@description('Alert: dead letters of a queue in 15 minutes.')
@minValue(0)
@maxValue(1000000)
param alertDeadLetters int = 10

@description('Alert: share of requests answered with 5xx, in percent.')
@minValue(0)
@maxValue(100)
param alertErrorPercent int = 5

@description('Alert: requests refused with 429 or 503, or throttled by storage, in 5 minutes.')
@minValue(0)
@maxValue(1000000)
param alertThrottledRequests int = 50

@description('Telemetry items a second that a function instance sends before it takes samples; each is about 1 KB of logs.')
@minValue(1)
@maxValue(1000)
param telemetryItemsPerSecond int = 2

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Gigabytes of logs taken in a day; past it they are dropped, and alerts are blind. -1: no limit.')
@minValue(-1)
@maxValue(1000)
param logDailyGigabytes int = 5

// A range for each address that may call.
var addresses = map(
  filter(split(allowedAddresses, ','), address => !empty(trim(address))),
  address => contains(address, '/') ? trim(address) : '${trim(address)}/32'
)
var tags = {
  'azd-env-name': environmentName
}
// Tells of the headers only whether there are any.
var otlpHeadersUri = empty(otlpHeaders) ? '' : '${vault.outputs.vaultUri}secrets/otlp-headers'
var resourceToken = uniqueString(subscription().id, environmentName, location)

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
  }
}

module storage 'storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    redundancy: storageRedundancy
    storagePrefix: storagePrefix
    softDeleteDays: softDeleteDays
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    logRetentionDays: logRetentionDays
    logDailyGigabytes: logDailyGigabytes
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    purgeProtection: purgeProtection
    hasPreviousMasterKey: hasPreviousMasterKey
    workspaceId: monitoring.outputs.workspaceId
    otlpHeaders: otlpHeaders
  }
}

module registry 'registry.bicep' = {
  name: 'registry'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
  }
}

module roles 'roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    storageAccountName: storage.outputs.accountName
    dataContainerName: storage.outputs.dataContainerName
    vaultName: vault.outputs.vaultName
    insightsName: monitoring.outputs.insightsName
    registryName: registry.outputs.registryName
    apiPrincipalId: identity.outputs.apiPrincipalId
    mqttPrincipalId: identity.outputs.mqttPrincipalId
    principalId: principalId
    principalType: principalType
  }
}

// After the roles: an app that starts without them finds neither its package nor its keys.
module functionApp 'function-app.bicep' = {
  name: 'function-app'
  scope: group
  dependsOn: [
    roles
  ]
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    identityId: identity.outputs.apiIdentityId
    identityClientId: identity.outputs.apiClientId
    storageAccountName: storage.outputs.accountName
    storagePrefix: storagePrefix
    deploymentContainerUrl: storage.outputs.deploymentContainerUrl
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    masterKeyUri: vault.outputs.masterKeyUri
    previousMasterKeyUri: vault.outputs.previousMasterKeyUri
    adminKeyUri: vault.outputs.adminKeyUri
    publicUrl: publicUrl
    allowedOrigins: allowedOrigins
    allowedAddresses: addresses
    entraClientId: entraClientId
    entraRoles: entraRoles
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    concurrentRequests: concurrentRequests
    telemetryItemsPerSecond: telemetryItemsPerSecond
    otlpEndpoint: otlpEndpoint
    otlpProtocol: otlpProtocol
    otlpHeadersUri: otlpHeadersUri
  }
}

// Clients of MQTT get the same queue URLs as those of the function app.
module mqttApp 'mqtt-app.bicep' = {
  name: 'mqtt-app'
  scope: group
  dependsOn: [
    roles
  ]
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    appExists: mqttAppExists
    identityId: identity.outputs.mqttIdentityId
    identityClientId: identity.outputs.mqttClientId
    registryLoginServer: registry.outputs.loginServer
    workspaceId: monitoring.outputs.workspaceId
    storageAccountName: storage.outputs.accountName
    storagePrefix: storagePrefix
    masterKeyUri: vault.outputs.masterKeyUri
    previousMasterKeyUri: vault.outputs.previousMasterKeyUri
    adminKeyUri: vault.outputs.adminKeyUri
    publicUrl: empty(publicUrl) ? functionApp.outputs.endpoint : publicUrl
    allowedOrigins: allowedOrigins
    allowedAddresses: addresses
    minReplicas: mqttMinReplicas
    maxReplicas: mqttMaxReplicas
    connectionsPerReplica: mqttConnectionsPerReplica
    otlpEndpoint: otlpEndpoint
    otlpProtocol: otlpProtocol
    otlpHeadersUri: otlpHeadersUri
  }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    insightsId: monitoring.outputs.insightsId
    storageAccountId: storage.outputs.accountId
    containerAppId: mqttApp.outputs.appId
    email: alertEmail
    oldestMessageSeconds: alertOldestMessageSeconds
    deadLetters: alertDeadLetters
    errorPercent: alertErrorPercent
    throttledRequests: alertThrottledRequests
  }
}

module workbook 'workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
    storageAccountId: storage.outputs.accountId
    functionAppId: functionApp.outputs.appId
  }
}

@description('Base URL of the service: REST below /v1, Amazon SQS at /.')
output QUEUE_ENDPOINT string = functionApp.outputs.endpoint

@description('The web portal.')
output QUEUE_PORTAL_URL string = '${functionApp.outputs.endpoint}/portal'

@description('Base of Amazon SQS queue URLs: append the name of a queue.')
output QUEUE_SQS_URL_BASE string = '${empty(publicUrl) ? functionApp.outputs.endpoint : publicUrl}/000000000000/'

@description('Where MQTT clients connect.')
output QUEUE_MQTT_URL string = mqttApp.outputs.endpoint

@description('Name of the function app.')
output QUEUE_FUNCTION_APP_NAME string = functionApp.outputs.appName

@description('Name of the storage account.')
output QUEUE_STORAGE_ACCOUNT_NAME string = storage.outputs.accountName

@description('Name of the vault that holds the administrator key and the master key.')
output AZURE_KEY_VAULT_NAME string = vault.outputs.vaultName

@description('Name of the resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Registry that azd pushes the image of the MQTT app to.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.loginServer
