metadata description = 'The storage account: all state of the queues, the package of the function app, locks of its host.'

@description('Region of the account.')
param location string

@description('Tags of every resource.')
param tags object

@description('Last part of every name; unique in Azure.')
@minLength(13)
@maxLength(13)
param resourceToken string

@description('How many copies are kept, and where.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
])
param redundancy string

@description('First part of the names of the tables and of the container.')
param storagePrefix string

@description('Days for which a deleted blob or container can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int

var deploymentContainerName = 'deployments'

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'st${resourceToken}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
  }
}

resource deployments 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: deploymentContainerName
  properties: {
    publicAccess: 'None'
  }
}

// No rule deletes by age in here: messages may be scheduled far ahead, snapshots are needed however old they are, and
// the engine deletes by itself what nothing needs.
// The program would create it too; it is here so that a role can be given on this container alone.
resource data 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: '${storagePrefix}-blobs'
  properties: {
    publicAccess: 'None'
  }
}

@description('Name of the storage account.')
output accountName string = account.name

@description('Resource id of the storage account.')
output accountId string = account.id

@description('Container of the function package, as a URL.')
output deploymentContainerUrl string = '${account.properties.primaryEndpoints.blob}${deployments.name}'

@description('Container of the queues.')
output dataContainerName string = data.name
