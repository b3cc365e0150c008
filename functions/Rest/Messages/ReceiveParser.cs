using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads what a receive asks for; nothing at all asks for the defaults.</summary>
internal static class ReceiveParser
{
    private const int MaxMessages = 0;
    private const int WaitSeconds = 1;
    private const int VisibilityTimeoutSeconds = 2;

    private static readonly MemberNames Members = new("maxMessages", "waitSeconds", "visibilityTimeoutSeconds");

    public static ReceiveOptions Parse(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return new ReceiveOptions();
        var json = new RequestJson(body);
        int maxMessages = 1;
        TimeSpan? wait = null;
        TimeSpan? visibilityTimeout = null;
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            switch (member)
            {
                case MaxMessages:
                    maxMessages = json.Number(1, Limits.MaxBatchMessages, ProblemCode.InvalidRequest);
                    break;
                case WaitSeconds:
                    wait = json.Seconds(Limits.MaxReceiveWait, ProblemCode.InvalidRequest);
                    break;
                case VisibilityTimeoutSeconds:
                    visibilityTimeout = json.Seconds(Limits.MaxVisibilityTimeout, ProblemCode.InvalidRequest);
                    break;
            }
        }

        json.End();
        return new ReceiveOptions(maxMessages, wait, visibilityTimeout);
    }
}
