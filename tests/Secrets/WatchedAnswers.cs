using System.Net;
using System.Text;

namespace QueueService.Tests.Secrets;

/// <summary>Lets a service be heard in the answers that a client gets.</summary>
public sealed class WatchedAnswers(ServiceWatch watch, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode >= HttpStatusCode.BadRequest)
        {
            byte[] body = await BodyAsync(response, cancellationToken);
            watch.Error(
                $"{request.Method} {request.RequestUri!.AbsolutePath}",
                $"{(int)response.StatusCode} {response.ReasonPhrase}\n{response.Headers}{response.Content.Headers}\n"
                + Encoding.UTF8.GetString(body));
        }
        else if (MakesSecret(request))
        {
            ServiceWatch.Learn(await BodyAsync(response, cancellationToken));
        }

        return response;
    }

    private static bool MakesSecret(HttpRequestMessage request) => request.Method == HttpMethod.Post
        && request.RequestUri!.AbsolutePath.StartsWith("/v1/keys", StringComparison.Ordinal);

    private static async Task<byte[]> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }
}
