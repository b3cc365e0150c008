using Azure.Core;

namespace QueueService.Storage.Azure.Tables;

/// <summary>The options of the table pipelines; all of them are set by <see cref="AzureHttp"/>.</summary>
internal sealed class TableClientOptions : ClientOptions;
