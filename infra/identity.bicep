metadata description = 'One identity for each program, so that neither can do what only the other needs.'

@description('Region of the identities.')
param location string

@description('Tags of every resource.')
param tags object

@description('Last part of every name; unique in Azure.')
@minLength(13)
@maxLength(13)
param resourceToken string

resource api 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-api-${resourceToken}'
  location: location
  tags: tags
}

resource mqtt 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-mqtt-${resourceToken}'
  location: location
  tags: tags
}

@description('Identity of the function app: resource id.')
output apiIdentityId string = api.id

@description('Identity of the function app: client id, by which programs name it.')
output apiClientId string = api.properties.clientId

@description('Identity of the function app: object id, by which roles name it.')
output apiPrincipalId string = api.properties.principalId

@description('Identity of the MQTT app: resource id.')
output mqttIdentityId string = mqtt.id

@description('Identity of the MQTT app: client id.')
output mqttClientId string = mqtt.properties.clientId

@description('Identity of the MQTT app: object id.')
output mqttPrincipalId string = mqtt.properties.principalId
