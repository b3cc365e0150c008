using System.Diagnostics.CodeAnalysis;
using Microsoft.Azure.Functions.Worker;
using QueueService.Functions.Hosting;
using QueueService.Storage;

namespace QueueService.Functions.Worker;

/// <summary>
/// What the Functions host knows of this program. The requests themselves do not come this way: the host passes them on
/// to where the program listens.
/// </summary>
[SuppressMessage(
    "Maintainability",
    "CA1515:Consider making public types internal",
    Justification = "Where they are internal, the code that is generated to call them finds them by reflection, "
        + "anew for each call, and a request costs three times the processor.")]
public static partial class WorkerFunctions
{
    /// <summary>
    /// Ends when the request has ended to which the host has given this invocation: a host that shuts down waits for
    /// its invocations, and so for the answers.
    /// </summary>
    [Function("http")]
    public static Task HttpAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetRequiredService<RequestsUnderWay>()
            .WaitAsync(context.InvocationId, context.CancellationToken);
    }

    /// <summary>
    /// The maintenance tick. The host lets it run on one instance at a time; a minute that was missed needs no catching
    /// up.
    /// </summary>
    [Function("maintenance")]
    public static async Task MaintainAsync(
        [TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var service = context.InstanceServices.GetRequiredService<RunningService>();

        // While the store is being opened there is nothing to look after; the next minute comes.
        if (service.Tick is not { } tick)
            return;
        try
        {
            await tick.RunAsync(context.CancellationToken);
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogPostponed(service.App.Logger, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Maintenance is postponed: {Reason}")]
    private static partial void LogPostponed(ILogger logger, string reason);
}
