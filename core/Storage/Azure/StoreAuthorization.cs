using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Storage.Azure;

/// <summary>How requests prove who asks.</summary>
internal static class StoreAuthorization
{
    private const string TokenScope = "https://storage.azure.com/.default";

    public static HttpPipelinePolicy ForTables(AzureAccount account, TimeProvider time) =>
        For(account, time, "SharedKeyLite", StringToSign.Table);

    public static HttpPipelinePolicy ForBlobs(AzureAccount account, TimeProvider time) =>
        For(account, time, "SharedKey", StringToSign.Blob);

    private static HttpPipelinePolicy For(
        AzureAccount account, TimeProvider time, string scheme, Func<string, Request, string> stringToSign) =>
        account switch
        {
            { Identity: { } identity } => new BearerTokenAuthenticationPolicy(identity, TokenScope),
            { AccountKey: { } key, AccountName: { } name } =>
                new SharedKeyPolicy(name, key, time, scheme, stringToSign),
            { SharedAccessSignature: { } signature } => new SharedAccessSignaturePolicy(signature),
            _ => throw new InvalidOperationException("The storage account has no credentials."),
        };
}
