namespace QueueService.Tests.Functions.Access;

/// <summary>Who may do what. A call that is not listed here fails the tests: add it, with those who may make it.</summary>
internal static class RoleTable
{
    /// <summary>The roles that keys are made for, beside those of whom nothing may be done.</summary>
    public static readonly string[] Roles = ["admin", "operator", "sender", "receiver", "viewer"];

    private const string Everybody = "admin operator sender receiver viewer";
    internal const string MessageId = "29e616ec-4488-84ca-8000-000000000001";

    internal const string BindingId = "00000000000000000000000000000001";

    private const string Receipts = """{"receiptHandles":["x"]}""";

    /// <summary>REST: method, route, body, roles. `*` is any valid key; `open` needs none; `own` is listed below.</summary>
    public static readonly (string Method, string Route, string? Body, string Roles)[] Rest =
    [
        ("GET", "/", null, "open"),
        ("GET", "/healthz", null, "open"),
        ("GET", "/readyz", null, "open"),
        ("GET", "/mqtt", null, "open"),
        ("GET", "/metrics", null, "admin operator viewer"),
        ("GET", "/openapi/{documentName}.json", null, "*"),
        ("POST", "/", null, "own"),
        ("GET", "/{account:length(12)}/{queue}", null, "own"),
        ("GET", "/v1/me", null, "*"),
        ("GET", "/v1/queues", null, "*"),
        ("PUT", "/v1/queues/{queue}", null, "admin operator"),
        ("GET", "/v1/queues/{queue}", null, Everybody),
        ("PATCH", "/v1/queues/{queue}", """{"delaySeconds":0}""", "admin operator"),
        ("DELETE", "/v1/queues/{queue}", null, "admin operator"),
        ("POST", "/v1/queues/{queue}/purge", null, "admin operator"),
        ("POST", "/v1/queues/{queue}/messages", """{"messages":[{"body":"x"}]}""", "admin sender"),
        ("GET", "/v1/queues/{queue}/messages", null, "admin operator viewer"),
        ("POST", "/v1/queues/{queue}/messages/search", null, "admin operator viewer"),
        ("POST", "/v1/queues/{queue}/messages/receive", null, "admin receiver"),
        ("POST", "/v1/queues/{queue}/messages/ack", Receipts, "admin receiver"),
        ("POST", "/v1/queues/{queue}/messages/extend", """{"receipts":[{"receiptHandle":"x","visibilityTimeoutSeconds":1}]}""", "admin receiver"),
        ("POST", "/v1/queues/{queue}/messages/release", Receipts, "admin receiver"),
        ("POST", "/v1/queues/{queue}/messages/reject", Receipts, "admin receiver"),
        ("GET", "/v1/queues/{queue}/messages/{messageId:guid}", null, "admin operator viewer"),
        ("PATCH", "/v1/queues/{queue}/messages/{messageId:guid}", """{"body":"x"}""", "admin operator"),
        ("POST", "/v1/queues/{queue}/messages/delete", $$"""{"messages":[{"messageId":"{{MessageId}}"}]}""", "admin operator"),
        ("POST", "/v1/queues/{queue}/redrive", null, "admin operator"),
        ("GET", "/v1/queues/{queue}/bindings", null, Everybody),
        ("GET", "/v1/exchanges", null, "*"),
        ("PUT", "/v1/exchanges/{exchange}", """{"type":"fanout"}""", "admin operator"),
        ("GET", "/v1/exchanges/{exchange}", null, Everybody),
        ("PATCH", "/v1/exchanges/{exchange}", """{"tags":{"a":"b"}}""", "admin operator"),
        ("DELETE", "/v1/exchanges/{exchange}", null, "admin operator"),
        ("POST", "/v1/exchanges/{exchange}/bindings", """{"queue":"absent"}""", "admin"),
        ("PUT", "/v1/exchanges/{exchange}/bindings", """{"bindings":[]}""", "admin operator"),
        ("GET", "/v1/exchanges/{exchange}/bindings", null, Everybody),
        ("DELETE", "/v1/exchanges/{exchange}/bindings/{bindingId}", null, "admin operator"),
        ("POST", "/v1/exchanges/{exchange}/messages", """{"messages":[{"body":"x","mandatory":false}]}""", "admin sender"),
        ("POST", "/v1/exchanges/{exchange}/route", null, "admin operator sender viewer"),
        ("GET", "/v1/redrives", null, "*"),
        ("GET", "/v1/redrives/{taskId}", null, "admin operator viewer"),
        ("DELETE", "/v1/redrives/{taskId}", null, "admin operator"),
        ("POST", "/v1/keys", """{"name":"x"}""", "admin"),
        ("GET", "/v1/keys", null, "admin"),
        ("GET", "/v1/keys/{id}", null, "admin"),
        ("PATCH", "/v1/keys/{id}", """{"name":"y"}""", "admin"),
        ("DELETE", "/v1/keys/{id}", null, "admin"),
        ("POST", "/v1/keys/{id}/rotate", null, "admin"),
        ("GET", "/v1/queues/{queue}/history", null, Everybody),
        ("GET", "/v1/history", null, "*"),
        ("GET", "/v1/audit", null, "admin"),
        ("GET", "/v1/service", null, "admin"),
        ("PUT", "/v1/service/feature-level", """{"level":1}""", "admin"),
    ];

    /// <summary>SQS: action, input, roles. `URL`, `NAME`, `ARN` and `TASK` are put in for the queue.</summary>
    public static readonly (string Action, string Input, string Roles)[] Sqs =
    [
        ("AddPermission", """{"QueueUrl":"URL","Label":"l","AWSAccountIds":["111122223333"],"Actions":["SendMessage"]}""", "admin operator"),
        ("CancelMessageMoveTask", """{"TaskHandle":"TASK"}""", "admin operator"),
        ("ChangeMessageVisibility", """{"QueueUrl":"URL","ReceiptHandle":"x","VisibilityTimeout":1}""", "admin receiver"),
        ("ChangeMessageVisibilityBatch", """{"QueueUrl":"URL","Entries":[{"Id":"1","ReceiptHandle":"x","VisibilityTimeout":1}]}""", "admin receiver"),
        ("CreateQueue", """{"QueueName":"NAME"}""", "admin operator"),
        ("DeleteMessage", """{"QueueUrl":"URL","ReceiptHandle":"x"}""", "admin receiver"),
        ("DeleteMessageBatch", """{"QueueUrl":"URL","Entries":[{"Id":"1","ReceiptHandle":"x"}]}""", "admin receiver"),
        ("DeleteQueue", """{"QueueUrl":"URL"}""", "admin operator"),
        ("GetQueueAttributes", """{"QueueUrl":"URL","AttributeNames":["All"]}""", Everybody),
        ("GetQueueUrl", """{"QueueName":"NAME"}""", Everybody),
        ("ListDeadLetterSourceQueues", """{"QueueUrl":"URL"}""", Everybody),
        ("ListMessageMoveTasks", """{"SourceArn":"ARN"}""", "admin operator"),
        ("ListQueueTags", """{"QueueUrl":"URL"}""", Everybody),
        ("ListQueues", "{}", "*"),
        ("PurgeQueue", """{"QueueUrl":"URL"}""", "admin operator"),
        ("ReceiveMessage", """{"QueueUrl":"URL"}""", "admin receiver"),
        ("RemovePermission", """{"QueueUrl":"URL","Label":"l"}""", "admin operator"),
        ("SendMessage", """{"QueueUrl":"URL","MessageBody":"x"}""", "admin sender"),
        ("SendMessageBatch", """{"QueueUrl":"URL","Entries":[{"Id":"1","MessageBody":"x"}]}""", "admin sender"),
        ("SetQueueAttributes", """{"QueueUrl":"URL","Attributes":{"DelaySeconds":"0"}}""", "admin operator"),
        ("StartMessageMoveTask", """{"SourceArn":"ARN"}""", "admin operator"),
        ("TagQueue", """{"QueueUrl":"URL","Tags":{"a":"b"}}""", "admin operator"),
        ("UntagQueue", """{"QueueUrl":"URL","TagKeys":["a"]}""", "admin operator"),
    ];

    public static (string Method, string Route, string? Body, string Roles) OfRest(string name) =>
        Rest.Single(row => string.Equals($"{row.Method} {row.Route}", name, StringComparison.Ordinal));

    public static (string Input, string Roles) OfSqs(string action)
    {
        (string _, string input, string roles) =
            Sqs.Single(row => string.Equals(row.Action, action, StringComparison.Ordinal));
        return (input, roles);
    }

    public static bool Allows(string roles, string role) =>
        roles is "*" or "open" || roles.Split(' ').Contains(role, StringComparer.Ordinal);
}
