metadata description = 'The image that the MQTT app runs now, so that provisioning again does not take it away.'

@description('Name of the app.')
param appName string

@description('The app is there already.')
param appExists bool

// Answers on the same port and path as the service, so that the app is healthy before the first deployment.
var placeholder = 'mcr.microsoft.com/dotnet/samples:aspnetapp'

resource current 'Microsoft.App/containerApps@2025-01-01' existing = if (appExists) {
  name: appName
}

@description('The image to run.')
output image string = appExists ? current!.properties.template.containers[0].image : placeholder
