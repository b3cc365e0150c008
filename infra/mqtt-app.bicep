metadata description = 'MQTT over WebSocket: the same program as a container app, since the Functions front end passes no WebSockets.'

@description('Region of the app.')
param location string

@description('Tags of every resource.')
param tags object

@description('Last part of every name; unique in Azure.')
@minLength(13)
@maxLength(13)
param resourceToken string

@description('The app is there already: keep the image that it runs.')
param appExists bool

@description('Resource id of the identity of the app.')
param identityId string

@description('Client id of the identity of the app.')
param identityClientId string

@description('Host name of the registry that the image comes from.')
param registryLoginServer string

@description('Resource id of the workspace that the logs go to.')
param workspaceId string

@description('Name of the storage account.')
param storageAccountName string

@description('First part of the names of the tables and of the container.')
param storagePrefix string

@description('Where the master key is.')
param masterKeyUri string

@description('Where the master key before this one is; empty for none.')
param previousMasterKeyUri string

@description('Where the administrator key is.')
param adminKeyUri string

@description('Base of the queue URLs that clients are given.')
param publicUrl string

@description('Origins that browsers may call from.')
param allowedOrigins array

@description('Ranges of addresses that may call; none for all.')
param allowedAddresses array

@description('Fewest replicas; 0 stops the app while nobody is connected.')
@minValue(0)
@maxValue(30)
param minReplicas int

@description('Most replicas.')
@minValue(1)
@maxValue(30)
param maxReplicas int

@description('Connections and requests that a replica gets before another one is started.')
@minValue(1)
@maxValue(10000)
param connectionsPerReplica int

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

var appName = 'ca-mqtt-${resourceToken}'
var port = 8080
var memoryGiB = 1
var addressRules = [
  for (address, i) in allowedAddresses: {
    name: 'allowed-${i + 1}'
    ipAddressRange: address
    action: 'Allow'
  }
]

var keySecrets = [
  {
    name: 'master-key'
    keyVaultUrl: masterKeyUri
    identity: identityId
  }
  {
    name: 'admin-key'
    keyVaultUrl: adminKeyUri
    identity: identityId
  }
]
var previousKeySecrets = empty(previousMasterKeyUri)
  ? []
  : [
      {
        name: 'previous-master-key'
        keyVaultUrl: previousMasterKeyUri
        identity: identityId
      }
    ]
var otlpSecrets = empty(otlpHeadersUri)
  ? []
  : [
      {
        name: 'otlp-headers'
        keyVaultUrl: otlpHeadersUri
        identity: identityId
      }
    ]

var settings = [
  {
    name: 'urls'
    value: 'http://*:${port}'
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
    secretRef: 'master-key'
  }
  {
    name: 'Access__AdminKey'
    secretRef: 'admin-key'
  }
  // An eighth of the memory, as the program takes of 2 GiB by itself.
  {
    name: 'Limits__MaxRequestBytesInFlight'
    value: string(memoryGiB * 1024 * 1024 * 1024 / 8)
  }
]
var previousKeySettings = empty(previousMasterKeyUri)
  ? []
  : [
      {
        name: 'Access__PreviousMasterKey'
        secretRef: 'previous-master-key'
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
        value: 'queue-service-mqtt'
      }
    ]
var otlpHeaderSettings = empty(otlpEndpoint) || empty(otlpHeadersUri)
  ? []
  : [
      {
        name: 'OTEL_EXPORTER_OTLP_HEADERS'
        secretRef: 'otlp-headers'
      }
    ]

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'cae-${resourceToken}'
  location: location
  tags: tags
  properties: {
    // To the workspace by the diagnostic setting below: the other way would need its shared key.
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: environment
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'ContainerAppConsoleLogs'
        enabled: true
      }
      {
        category: 'ContainerAppSystemLogs'
        enabled: true
      }
    ]
  }
}

module image 'mqtt-image.bicep' = {
  name: 'mqtt-image'
  params: {
    appName: appName
    appExists: appExists
  }
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: appName
  location: location
  tags: union(tags, { 'azd-service-name': 'mqtt' })
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        allowInsecure: false
        targetPort: port
        transport: 'auto'
        ipSecurityRestrictions: addressRules
        corsPolicy: empty(allowedOrigins)
          ? null
          : {
              allowedOrigins: allowedOrigins
              allowedMethods: [
                '*'
              ]
              allowedHeaders: [
                '*'
              ]
              allowCredentials: false
            }
      }
      registries: [
        {
          server: registryLoginServer
          identity: identityId
        }
      ]
      secrets: concat(keySecrets, previousKeySecrets, otlpSecrets)
    }
    template: {
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'main'
          image: image.outputs.image
          env: concat(settings, previousKeySettings, otlpSettings, otlpHeaderSettings)
          resources: {
            cpu: json('0.5')
            memory: '${memoryGiB}Gi'
          }
          // Never /readyz: if storage is away, clients get the reason from the program instead of none from the ingress.
          probes: [
            {
              type: 'Startup'
              periodSeconds: 3
              failureThreshold: 10
              httpGet: {
                path: '/healthz'
                port: port
              }
            }
            {
              type: 'Readiness'
              periodSeconds: 5
              httpGet: {
                path: '/healthz'
                port: port
              }
            }
            {
              type: 'Liveness'
              periodSeconds: 10
              failureThreshold: 6
              httpGet: {
                path: '/healthz'
                port: port
              }
            }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'connections'
            http: {
              metadata: {
                concurrentRequests: string(connectionsPerReplica)
              }
            }
          }
        ]
      }
    }
  }
}

@description('Resource id of the container app.')
output appId string = app.id

@description('Where MQTT clients connect: MQTT over WebSocket with TLS.')
output endpoint string = 'wss://${app.properties.configuration.ingress.fqdn}/mqtt'
