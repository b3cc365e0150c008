using System.Text;
using System.Text.Json;
using QueueService.Functions.Sqs.Errors;
using QueueService.Queues;
using QueueService.Queues.Redrive;

namespace QueueService.Functions.Sqs.Redrive;

/// <summary>The handle of a move task: base64 of a little JSON, as by AWS.</summary>
internal sealed record TaskHandle(string TaskId, string SourceArn)
{
    /// <summary>Room for the longest ARN, in base64.</summary>
    private const int MaxLength = 4096;

    /// <summary>The queue whose messages move; null if the handle is none that was given out.</summary>
    public QueueName? Queue => RedriveInfo.QueueOf(TaskId);

    public override string ToString() => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        $$"""{"taskId":"{{TaskId}}","sourceArn":"{{SourceArn}}"}"""));

    public static TaskHandle Parse(string text)
    {
        if (text.Length > MaxLength)
            throw SqsException.Invalid("Value for parameter TaskHandle is invalid.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(Convert.FromBase64String(text));
            return new TaskHandle(Member(json, "taskId"), Member(json, "sourceArn"));
        }
        catch (Exception wrong)
            when (wrong is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw SqsException.Invalid("Value for parameter TaskHandle is invalid.");
        }
    }

    private static string Member(JsonDocument json, string name) =>
        json.RootElement.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");
}
