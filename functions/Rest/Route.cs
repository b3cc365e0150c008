using QueueService.Queues;

namespace QueueService.Functions.Rest;

/// <summary>What stands in the path of a request.</summary>
internal static class Route
{
    public static QueueName Queue(HttpContext context) => QueueName.Parse((string?)context.Request.RouteValues["queue"]);

    public static string TaskId(HttpContext context) => (string)context.Request.RouteValues["taskId"]!;
}
