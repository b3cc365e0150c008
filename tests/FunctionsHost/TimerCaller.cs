using QueueService.Tests.FunctionsHost.Protocol;
using QueueService.Tests.FunctionsHost.Workers;

namespace QueueService.Tests.FunctionsHost;

/// <summary>Calls a timer function as the host does.</summary>
internal static class TimerCaller
{
    private const string Timer = """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}""";

    /// <exception cref="InvalidOperationException">The function failed, or there is none of this name.</exception>
    public static Task CallAsync(Worker worker, string name, CancellationToken cancellation)
    {
        Function function = worker.Functions.Single(
            function => !function.IsHttp && string.Equals(function.Name, name, StringComparison.Ordinal));
        return worker.InvokeAsync(function, Guid.NewGuid().ToString(), new TypedData { Json = Timer }, cancellation);
    }
}
