using System.Buffers.Text;
using System.Text;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Queues;

/// <summary>Listings of queues, by page.</summary>
internal static class ListActions
{
    public static async Task<SqsAnswer?> ListAsync(SqsCall call)
    {
        string prefix = call.Input.Text("QueueNamePrefix") ?? "";
        (int limit, string? cursor) = PageOf(call);
        Page<QueueName> page = await call.Broker.ListQueueNamesAsync(
            prefix, limit, cursor, call.CancellationToken, call.Principal.Policy.Sees);
        return output =>
        {
            output.Texts("QueueUrls", "QueueUrl", [.. page.Items.Select(call.Names.Url)]);
            output.Text("NextToken", Token(call, page.Cursor));
        };
    }

    public static async Task<SqsAnswer?> ListDeadLetterSourcesAsync(SqsCall call)
    {
        QueueName target = call.Queue();
        await call.Broker.GetSettingsAsync(target, call.CancellationToken);
        (int limit, string? cursor) = PageOf(call);
        List<string> urls = [];
        await foreach (QueueName queue in call.Broker.ListDeadLetterSourcesAsync(
            target, cursor, call.CancellationToken))
        {
            if (!call.Principal.Policy.Sees(queue))
                continue;
            if (urls.Count == limit)
                return Sources(call, urls, cursor);
            urls.Add(call.Names.Url(queue));
            cursor = queue.Value;
        }

        return Sources(call, urls, null);
    }

    private static SqsAnswer Sources(SqsCall call, List<string> urls, string? cursor) => output =>
    {
        output.Texts("queueUrls", "QueueUrl", urls, isRequired: true);
        output.Text("NextToken", Token(call, cursor));
    };

    private static (int Limit, string? Cursor) PageOf(SqsCall call)
    {
        long limit = call.Input.Number("MaxResults") ?? Limits.MaxPageSize;
        if (limit is < 1 or > Limits.MaxPageSize)
            throw SqsException.Invalid(limit, "MaxResults", "Must be between 1 and 1000, if provided.");
        if (call.Input.Text("NextToken") is not { Length: > 0 } token)
            return ((int)limit, null);
        string cursor = Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : "";
        return QueueName.TryParse(cursor, out _)
            ? ((int)limit, cursor)
            : throw SqsException.Invalid(token, "NextToken", "It is not a token that a listing answered.");
    }

    /// <summary>A token only to those who asked for pages, as by AWS.</summary>
    private static string? Token(SqsCall call, string? cursor) =>
        cursor is null || call.Input.Number("MaxResults") is null
            ? null
            : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(cursor));
}
