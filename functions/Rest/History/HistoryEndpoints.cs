using QueueService.Functions.Access;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues;
using QueueService.Queues.History;

namespace QueueService.Functions.Rest.History;

/// <summary>The calls that show what queues held.</summary>
internal sealed class HistoryEndpoints(Broker broker)
{
    /// <summary>An answer of a few MiB.</summary>
    private const int MostValues = 60_000;

    private const string Invalid = ProblemCode.InvalidRequest;

    public static readonly string[] Steps = ["60", "3600"];

    public static readonly string[] By = ["queue"];

    private static readonly IReadOnlyList<(string Word, bool IsByHour)> StepWords = [("60", false), ("3600", true)];

    private static readonly IReadOnlyList<(string Word, bool IsByQueue)> ByWords = [("queue", true)];

    public async Task GetAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        var query = RequestQuery.Of(context.Request, "from", "step");
        (DateTimeOffset from, bool isByHour) = Read(query);
        HistoryInfo history = await broker.GetHistoryAsync(queue, from, isByHour, context.RequestAborted);
        await context.AnswerAsync(HistoryAnswer.Of(history), RestContracts.Default.HistoryAnswer);
    }

    public async Task ListAsync(HttpContext context)
    {
        var query = RequestQuery.Of(context.Request, "from", "step", "by");
        (DateTimeOffset from, bool isByHour) = Read(query);
        bool isByQueue = query.Word("by", ByWords, Invalid) ?? false;
        (HistoryInfo sum, IReadOnlyDictionary<string, HistoryInfo> queues) = await broker.GetHistoryAsync(
            from, isByHour, context.Principal().Policy.Sees, context.RequestAborted);
        if (isByQueue && (long)queues.Count * sum.Visible.Count > MostValues)
        {
            throw ProblemException.BadRequest(
                Invalid,
                $"These are {queues.Count} queues with {sum.Visible.Count} values each, and no more than {MostValues} "
                + "values are answered. Ask from a later time on, or with step=3600.");
        }

        HistoryAnswer answer = HistoryAnswer.Of(sum);
        if (isByQueue)
        {
            answer = answer with
            {
                Queues = queues.Select(queue => HistoryAnswer.Of(queue.Value) with { Queue = queue.Key }).ToList(),
            };
        }

        await context.AnswerAsync(answer, RestContracts.Default.HistoryAnswer);
    }

    private static (DateTimeOffset From, bool IsByHour) Read(RequestQuery query)
    {
        bool isByHour = query.Word("step", StepWords, Invalid) ?? false;
        DateTimeOffset from = query.Time("from", Invalid)
            ?? TimeProvider.System.GetUtcNow() - (isByHour ? TimeSpan.FromDays(7) : TimeSpan.FromHours(1));
        return (from, isByHour);
    }
}
