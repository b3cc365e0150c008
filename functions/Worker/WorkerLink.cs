using Grpc.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using QueueService.Functions.Hosting;

namespace QueueService.Functions.Worker;

/// <summary>
/// Speaks to the Functions host, beside the service: tells where the service listens, lets the host call the functions,
/// and ends when the host says so.
/// </summary>
internal static class WorkerLink
{
    /// <summary>
    /// The capability by which the host learns where to pass requests on to. It is the one that Microsoft's own
    /// extension for ASP.NET Core uses.
    /// </summary>
    private const string HttpAddress = "HttpUri";

    /// <summary>Runs until the host lets the program end.</summary>
    /// <returns>False if it was not the host who ended it, but a signal to the process.</returns>
    /// <exception cref="QueueService.Storage.StorageCorruptException">The store can never be opened.</exception>
    /// <exception cref="IOException">The host cannot be reached, says nothing, or is gone.</exception>
    public static async Task<bool> RunAsync(string[] args, RunningService service)
    {
        Uri address = WorkerStart.HostOf(args);
        using HostConnection connection = new(address, TimeProvider.System);
        using IHost link = Build(args, service);
        TaskCompletionSource endedByHost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var lifetime = link.Services.GetRequiredService<IHostApplicationLifetime>();
        await using CancellationTokenRegistration heard = lifetime.ApplicationStopping.Register(
            () => endedByHost.TrySetResult());
        try
        {
            await link.StartAsync();
        }
        catch (RpcException failure)
        {
            throw new IOException(
                $"The Functions host at {address} cannot be reached: {failure.Status.Detail}", failure);
        }

        Task shutdown = service.WaitForShutdownAsync();
        Task<string> lost = connection.WaitUntilLostAsync();
        await Task.WhenAny(endedByHost.Task, shutdown, lost);
        bool isByHost = endedByHost.Task.IsCompleted;
        if (!isByHost && !shutdown.IsCompleted)
            throw new IOException(await lost);

        // The service first, as after a signal: receives that wait are answered, and their invocations end by the link.
        if (isByHost)
            service.App.Lifetime.StopApplication();
        await shutdown;
        await link.StopAsync();
        return isByHost;
    }

    private static IHost Build(string[] args, RunningService service)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);

        // Each line of the link travels to the host, and at Information it has several a request.
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter(level => level >= LogLevel.Warning);
        builder.Services.Configure<WorkerOptions>(
            worker => worker.Capabilities[HttpAddress] = service.App.Urls.Single());
        builder.Services.AddSingleton(service);
        builder.Services.AddSingleton(service.Requests);
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        return builder.Build();
    }

    /// <summary>Signals are the service's: so it is certain who has ended the program.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
