using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace QueueService.Storage.Azure.Tables;

/// <summary>The tables of the storage account.</summary>
internal sealed class AzureTables
{
    private readonly TableServiceClient _once;
    private readonly TableServiceClient _repeating;

    /// <summary>Prepares the clients; nothing is sent yet.</summary>
    /// <param name="perTry">What sees every try of a request.</param>
    public AzureTables(AzureAccount account, AzureHttp http, params IReadOnlyList<HttpPipelinePolicy> perTry)
    {
        _once = Client(account, Options(mayRepeat: false));
        _repeating = Client(account, Options(mayRepeat: true));

        TableClientOptions Options(bool mayRepeat)
        {
            var options = http.Configure(new TableClientOptions(), mayRepeat);
            foreach (var policy in perTry)
                options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
            return options;
        }
    }

    public AzureTable Table(string name) => new(_once.GetTableClient(name), _repeating.GetTableClient(name));

    private static TableServiceClient Client(AzureAccount account, TableClientOptions options) => account switch
    {
        { Identity: { } identity } => new TableServiceClient(account.TableEndpoint, identity, options),
        { AccountKey: { } key, AccountName: { } name } => new TableServiceClient(
            account.TableEndpoint, new TableSharedKeyCredential(name, Convert.ToBase64String(key)), options),
        { SharedAccessSignature: { } signature } => new TableServiceClient(
            account.TableEndpoint, new AzureSasCredential(signature), options),
        _ => throw new InvalidOperationException("The storage account has no credentials."),
    };
}
