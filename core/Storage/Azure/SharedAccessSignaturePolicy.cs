using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Storage.Azure;

/// <summary>Appends a shared access signature to the address of each request.</summary>
internal sealed class SharedAccessSignaturePolicy(string signature) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        // The policy runs again for a retry of the same request.
        var query = message.Request.Uri.Query;
        if (!query.EndsWith(signature, StringComparison.Ordinal))
            message.Request.Uri.Query = query.Length > 1 ? $"{query}&{signature}" : $"?{signature}";
    }
}
