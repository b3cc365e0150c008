using System.Net.Http.Headers;
using QueueService.Tests.Functions.Sqs.Signing;

namespace QueueService.Tests.Functions.Access;

/// <summary>Shows a key with every request: signs those of SQS, and puts it as it is into the others.</summary>
internal sealed class KeyHandler(ShownKey key) : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly string[] Rest = ["/v1", "/metrics", "/openapi"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath;
        if (Array.Exists(Rest, start => path.StartsWith(start, StringComparison.Ordinal)))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"{key.Id}.{key.Secret}");
        }
        else
        {
            byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            new TestSigner(key.Id, key.Secret) { Region = "us-east-1" }.Sign(request, request.RequestUri, body);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
