using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QueueService.Functions.Sqs.Errors;
using QueueService.Queues.Redrive;

namespace QueueService.Functions.Sqs.Redrive;

/// <summary>The handle of a move task: base64 of a little JSON, as by AWS.</summary>
/// <param name="TaskId">A UUID, made of the broker's own id of the task.</param>
internal sealed record TaskHandle(string TaskId, string SourceArn)
{
    /// <summary>Room for the longest ARN, in base64.</summary>
    private const int MaxLength = 4096;
    private const int UuidBytes = 16;

    public static TaskHandle Of(RedriveInfo task, string sourceArn) => new(UuidOf(task.TaskId), sourceArn);

    /// <summary>Whether it is the handle of this task; earlier ones had the broker's id in them.</summary>
    public bool IsOf(RedriveInfo task) => string.Equals(TaskId, UuidOf(task.TaskId), StringComparison.OrdinalIgnoreCase)
        || string.Equals(TaskId, task.TaskId, StringComparison.Ordinal);

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

    /// <summary>A UUID of version 8 (RFC 9562, section 5.8): one that is made of something else.</summary>
    private static string UuidOf(string taskId)
    {
        byte[] bytes = SHA256.HashData(Encoding.UTF8.GetBytes(taskId))[..UuidBytes];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static string Member(JsonDocument json, string name) =>
        json.RootElement.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");
}
