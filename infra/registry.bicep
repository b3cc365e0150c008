metadata description = 'The container registry that the MQTT app is pulled from.'

@description('Region of the registry.')
param location string

@description('Tags of every resource.')
param tags object

@description('Last part of every name; unique in Azure.')
@minLength(13)
@maxLength(13)
param resourceToken string

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'cr${resourceToken}'
  location: location
  tags: tags
  sku: {
    name: 'Basic'
  }
  properties: {
    adminUserEnabled: false
  }
}

@description('Name of the registry.')
output registryName string = registry.name

@description('Host name of the registry.')
output loginServer string = registry.properties.loginServer
