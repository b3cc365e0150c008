metadata description = 'Key Vault with the administrator key and the master key, made once and then left alone.'

@description('Region of the vault.')
param location string

@description('Tags of every resource.')
param tags object

@description('Last part of every name; unique in Azure.')
@minLength(13)
@maxLength(13)
param resourceToken string

@description('Refuse for 90 days to purge a deleted vault. Cannot be turned off again.')
param purgeProtection bool

@description('The vault holds the master key before this one: access keys that it sealed can still be read.')
param hasPreviousMasterKey bool

@description('Resource id of the Log Analytics workspace.')
param workspaceId string

@description('Headers for the OTLP collector, such as its API key; empty for none.')
@secure()
param otlpHeaders string

@description('Randomness of the master key. Leave it out.')
@secure()
param masterRandom1 string = newGuid()

@description('Randomness of the master key. Leave it out.')
@secure()
param masterRandom2 string = newGuid()

@description('Randomness of the master key. Leave it out.')
@secure()
param masterRandom3 string = newGuid()

@description('Randomness of the master key. Leave it out.')
@secure()
param masterRandom4 string = newGuid()

@description('Randomness of the administrator key. Leave it out.')
@secure()
param adminRandom1 string = newGuid()

@description('Randomness of the administrator key. Leave it out.')
@secure()
param adminRandom2 string = newGuid()

@description('Randomness of the administrator key. Leave it out.')
@secure()
param adminRandom3 string = newGuid()

@description('The 27 hexadecimal digits of a GUID (version 4) of which each bit is random.')
func randomDigits(id string) string =>
  '${substring(replace(id, '-', ''), 0, 12)}${substring(replace(id, '-', ''), 17, 15)}'

@description('The value of the hexadecimal digit at a position.')
func hexValue(digits string, position int) int => indexOf('0123456789abcdef', substring(digits, position, 1))

@description('A base64 digit: 6 bits of the 8 in two hexadecimal digits.')
func base64Digit(digits string, position int) string =>
  substring(
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
    max(0, (hexValue(digits, 2 * position) * 16 + hexValue(digits, 2 * position + 1)) % 64),
    1
  )

@description('The base64 digit before the padding of 32 bytes: only its upper 4 bits count.')
func lastBase64Digit(digits string, position int) string => substring('AEIMQUYcgkosw048', hexValue(digits, position), 1)

var masterIds = [
  masterRandom1
  masterRandom2
  masterRandom3
  masterRandom4
]
var adminIds = [
  adminRandom1
  adminRandom2
  adminRandom3
]
var masterDigits = join(map(masterIds, id => randomDigits(id)), '')
var adminDigits = join(map(adminIds, id => randomDigits(id)), '')

// 42 digits of 6 bits and one of 4 are 256 bits: 32 bytes.
var masterKeyStart = join(map(range(0, 42), position => base64Digit(masterDigits, position)), '')
var masterKey = '${masterKeyStart}${lastBase64Digit(masterDigits, 84)}='
var adminKey = 'admin:${substring(adminDigits, 0, 64)}'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'kv-${resourceToken}'
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // Azure takes true or nothing.
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: 'Enabled'
  }
}

// Who has read or replaced a key.
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

// A second deployment must not replace it: the master key opens what the access keys are stored with.
@onlyIfNotExists()
resource master 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'access-master-key'
  properties: {
    contentType: 'base64 of 32 bytes'
    value: masterKey
  }
}

@onlyIfNotExists()
resource admin 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'access-admin-key'
  properties: {
    contentType: 'id:secret'
    value: adminKey
  }
}

resource otlp 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(otlpHeaders)) {
  parent: vault
  name: 'otlp-headers'
  properties: {
    contentType: 'name=value,name=value'
    value: otlpHeaders
  }
}

@description('Name of the vault.')
output vaultName string = vault.name

@description('Where the master key is, without a version: the newest counts.')
output masterKeyUri string = '${vault.properties.vaultUri}secrets/${master.name}'

@description('Where the master key before this one is; empty if there is none. Whoever rotates the key puts it there.')
output previousMasterKeyUri string = hasPreviousMasterKey
  ? '${vault.properties.vaultUri}secrets/access-previous-master-key'
  : ''

@description('Where the administrator key is, without a version.')
output adminKeyUri string = '${vault.properties.vaultUri}secrets/${admin.name}'

@description('Address of the vault, with a slash at the end.')
output vaultUri string = vault.properties.vaultUri
