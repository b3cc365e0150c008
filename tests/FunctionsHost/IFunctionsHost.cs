namespace QueueService.Tests.FunctionsHost;

/// <summary>A host that runs a package: the stand-in, or the real one if its tools are installed.</summary>
public interface IFunctionsHost : IAsyncDisposable
{
    Uri Address { get; }

    /// <summary>Ends when the worker takes requests; fails if it never will.</summary>
    Task WaitUntilReadyAsync(CancellationToken cancellation);

    /// <summary>Has a timer function called; returns when it has ended.</summary>
    Task CallTimerAsync(string function, CancellationToken cancellation);
}
