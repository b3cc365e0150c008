using System.Text.Json.Nodes;
using QueueService.Functions.Sqs.Errors;
using QueueService.Partitions.Settings;

namespace QueueService.Functions.Sqs.Queues;

/// <summary>Permissions, which are statements of the queue's policy.</summary>
internal static class PermissionActions
{
    private const int MaxActions = 7;
    private const int MaxLabelLength = 80;
    private const string Label = "Label";

    private static readonly HashSet<string> Grantable = new(StringComparer.Ordinal)
    {
        "*", "ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl",
        "ListDeadLetterSourceQueues", "PurgeQueue", "ReceiveMessage", "SendMessage",
    };

    /// <summary>Actions that nobody can be granted. Those of batches are none of their own.</summary>
    private static readonly HashSet<string> OfTheOwner = new(StringComparer.Ordinal)
    {
        "AddPermission", "CancelMessageMoveTask", "CreateQueue", "DeleteQueue", "ListMessageMoveTasks",
        "ListQueueTags", "ListQueues", "RemovePermission", "SetQueueAttributes", "StartMessageMoveTask", "TagQueue",
        "UntagQueue",
    };

    public static async Task<SqsAnswer?> AddAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        string label = ReadLabel(call);
        IReadOnlyList<string> accounts = call.Input.Texts("AWSAccountIds");
        IReadOnlyList<string> actions = call.Input.Texts("Actions");
        JsonObject policy = Policy(await SettingsAsync(call, queue), call.Names, queue);
        Check(accounts, actions);
        JsonArray statements = QueuePolicy.Statements(policy);
        if (statements.Any(statement => IsLabelled(statement, label)))
            throw SqsException.Invalid(label, Label, "Already exists.");
        QueuePolicy.Add(statements, new JsonObject
        {
            ["Sid"] = label,
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = OneOrMany(accounts.Select(id => $"arn:aws:iam::{id}:root")) },
            ["Action"] = OneOrMany(actions.Select(action => $"SQS:{action}")),
            ["Resource"] = call.Names.Arn(queue),
        });
        return await StoreAsync(call, queue, policy.ToJsonString());
    }

    public static async Task<SqsAnswer?> RemoveAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        string label = ReadLabel(call);
        JsonObject policy = Policy(await SettingsAsync(call, queue), call.Names, queue);
        JsonArray statements = QueuePolicy.Statements(policy);
        if (statements.RemoveAll(statement => IsLabelled(statement, label)) == 0)
            throw SqsException.Invalid(label, Label, "can't find label.");
        return await StoreAsync(call, queue, statements.Count == 0 ? null : policy.ToJsonString());
    }

    private static string ReadLabel(SqsCall call)
    {
        string label = call.Required(Label);
        return label.Length <= MaxLabelLength
            && !label.AsSpan().ContainsAnyExcept(SqsNames.WordCharacters)
                ? label
                : throw SqsException.Invalid(
                    label,
                    Label,
                    "Label can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.");
    }

    private static void Check(IReadOnlyList<string> accounts, IReadOnlyList<string> actions)
    {
        if (accounts.Count == 0)
            throw SqsException.Missing("AWSAccountIds");
        if (actions.Count == 0)
            throw SqsException.Missing("Actions");
        if (actions.Count > MaxActions)
        {
            throw new SqsException(
                SqsError.OverLimit, $"{actions.Count} Actions were found, maximum allowed is {MaxActions}.");
        }

        if (actions.FirstOrDefault(action => !Grantable.Contains(action)) is { } unknown)
        {
            throw SqsException.Invalid(
                $"SQS:{unknown}",
                "ActionName",
                OfTheOwner.Contains(unknown)
                    ? "Only the queue owner is allowed to invoke this action."
                    : "Please refer to the appropriate WSDL for a list of valid actions.");
        }

        string[] wrong = [.. accounts.Where(id => id.Length != 12 || !id.All(char.IsAsciiDigit))];
        if (wrong.Length > 0)
            throw SqsException.Invalid($"[{string.Join(", ", wrong)}]", "PrincipalId", "Unable to verify.");
    }

    private static async Task<QueueSettings> SettingsAsync(SqsCall call, QueueName queue) =>
        (await call.Broker.GetQueueAsync(queue, call.CancellationToken)).Settings;

    private static JsonObject Policy(QueueSettings settings, SqsNames names, QueueName queue) =>
        settings.Annotations.TryGetValue(AttributeNames.Policy, out string? text)
            ? QueuePolicy.Read(text).Members
            : new JsonObject { ["Version"] = "2008-10-17", ["Id"] = $"{names.Arn(queue)}/SQSDefaultPolicy" };

    private static bool IsLabelled(JsonNode? statement, string label) =>
        statement is JsonObject one && one["Sid"] is JsonValue sid
        && string.Equals(sid.ToString(), label, StringComparison.Ordinal);

    private static JsonNode OneOrMany(IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        return all.Length == 1 ? all[0] : new JsonArray([.. all.Select(text => (JsonNode)text)]);
    }

    private static async Task<SqsAnswer?> StoreAsync(SqsCall call, QueueName queue, string? policy)
    {
        Dictionary<string, string?> changes = new(StringComparer.Ordinal) { [AttributeNames.Policy] = policy };
        await call.Broker.UpdateQueueAsync(
            queue, new QueueSettingsChange { AnnotationChanges = changes }, call.CancellationToken);
        return null;
    }
}
