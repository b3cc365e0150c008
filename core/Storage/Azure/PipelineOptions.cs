using Azure.Core;

namespace QueueService.Storage.Azure;

/// <summary>The options of the pipelines built here; all of them are set by <see cref="AzureHttp"/>.</summary>
internal sealed class PipelineOptions : ClientOptions;
