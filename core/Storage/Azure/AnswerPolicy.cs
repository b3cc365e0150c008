using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Storage.Azure;

/// <summary>
/// Takes out of the answer to a transaction (202) the headers of its parts that nobody asks for. The SDK reads it byte
/// by byte, which would cost as much as all else that it does for a small transaction.
/// </summary>
internal sealed class AnswerPolicy : HttpPipelineSynchronousPolicy
{
    private static readonly string[] Idle =
    [
        "Cache-Control:", "Content-Transfer-Encoding:", "Content-Type: application/http", "DataServiceId:",
        "DataServiceVersion:", "Location:", "Preference-Applied:", "X-Content-Type-Options:",
    ];

    public override void OnReceivedResponse(HttpMessage message)
    {
        if (message.Response.Status != 202)
            return;
        var lines = Encoding.Latin1.GetString(message.Response.Content.ToMemory().Span).Split('\n');
        var needed = lines.Where(line => !Idle.Any(idle => line.StartsWith(idle, StringComparison.Ordinal)));
        message.Response.ContentStream = new MemoryStream(Encoding.Latin1.GetBytes(string.Join('\n', needed)));
    }
}
