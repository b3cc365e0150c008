metadata description = 'Who may do what: each identity gets what its program needs, and no more.'

@description('Name of the storage account.')
param storageAccountName string

@description('Name of the container that holds the queues.')
param dataContainerName string

@description('Name of the vault.')
param vaultName string

@description('Name of the Application Insights component.')
param insightsName string

@description('Name of the container registry.')
param registryName string

@description('Object id of the identity of the function app.')
param apiPrincipalId string

@description('Object id of the identity of the MQTT app.')
param mqttPrincipalId string

@description('Object id of whoever deploys; empty for nobody.')
param principalId string

@description('What the deployer is.')
@allowed([
  'User'
  'Group'
  'ServicePrincipal'
])
param principalType string

var definitions = 'Microsoft.Authorization/roleDefinitions'
var roles = {
  'Storage Blob Data Owner': subscriptionResourceId(definitions, 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b')
  'Storage Blob Data Contributor': subscriptionResourceId(definitions, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  'Storage Table Data Contributor': subscriptionResourceId(definitions, '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3')
  'Monitoring Metrics Publisher': subscriptionResourceId(definitions, '3913510d-42f4-4e42-8a64-420c390055eb')
  'Key Vault Secrets User': subscriptionResourceId(definitions, '4633458b-17de-408a-b874-0445c86b69e6')
  'Key Vault Secrets Officer': subscriptionResourceId(definitions, 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7')
  AcrPull: subscriptionResourceId(definitions, '7f951dda-4ed3-4680-a7ca-43fe172d538d')
}

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageAccountName

  resource blobs 'blobServices@2023-05-01' existing = {
    name: 'default'

    resource data 'containers@2023-05-01' existing = {
      name: dataContainerName
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

// The host creates containers of its own, takes leases as locks of timers and reads the package.
resource apiBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, apiPrincipalId, roles['Storage Blob Data Owner'])
  properties: {
    principalId: apiPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roles['Storage Blob Data Owner']
  }
}

resource apiTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, apiPrincipalId, roles['Storage Table Data Contributor'])
  properties: {
    principalId: apiPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roles['Storage Table Data Contributor']
  }
}

resource apiTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, apiPrincipalId, roles['Monitoring Metrics Publisher'])
  properties: {
    principalId: apiPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roles['Monitoring Metrics Publisher']
  }
}

resource apiSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, apiPrincipalId, roles['Key Vault Secrets User'])
  properties: {
    principalId: apiPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roles['Key Vault Secrets User']
  }
}

// Only the container of the queues: the package of the function app is code that another identity runs.
resource mqttBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::blobs::data
  name: guid(account::blobs::data.id, mqttPrincipalId, roles['Storage Blob Data Contributor'])
  properties: {
    principalId: mqttPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roles['Storage Blob Data Contributor']
  }
}

resource mqttTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, mqttPrincipalId, roles['Storage Table Data Contributor'])
  properties: {
    principalId: mqttPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roles['Storage Table Data Contributor']
  }
}

resource mqttSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, mqttPrincipalId, roles['Key Vault Secrets User'])
  properties: {
    principalId: mqttPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roles['Key Vault Secrets User']
  }
}

resource mqttImages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, mqttPrincipalId, roles.AcrPull)
  properties: {
    principalId: mqttPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roles.AcrPull
  }
}

// Reads the administrator key at first, and rotates keys later.
resource deployerSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(principalId)) {
  scope: vault
  name: guid(vault.id, principalId, roles['Key Vault Secrets Officer'])
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: roles['Key Vault Secrets Officer']
  }
}
