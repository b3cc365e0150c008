using System.Diagnostics.Metrics;

namespace QueueService.Functions.Worker;

/// <summary>
/// Watches the one connection to the Functions host. The link by itself never ends on it: not if the host says nothing,
/// and not if it is gone. What the metrics of <c>System.Net.Http</c> tell of the host's port is looked at; nothing else
/// of the process connects there.
/// </summary>
internal sealed class HostConnection : IDisposable
{
    /// <summary>As long as the host itself waits for a program to connect.</summary>
    private static readonly TimeSpan GreetingPatience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MeterListener _metrics = new();
    private readonly Uri _host;
    private readonly TimeProvider _time;

    public HostConnection(Uri host, TimeProvider time)
    {
        _host = host;
        _time = time;
        _metrics.InstrumentPublished = (instrument, listener) =>
        {
            if (Of(instrument) is { } awaited)
                listener.EnableMeasurementEvents(instrument, awaited);
        };
        _metrics.SetMeasurementEventCallback<long>(Note);
        _metrics.SetMeasurementEventCallback<double>(Note);
        _metrics.Start();
    }

    /// <summary>
    /// Ends when the host is gone, or has said nothing for a minute; answers which. Does not end where the link has no
    /// such connection, as in a placeholder.
    /// </summary>
    public async Task<string> WaitUntilLostAsync()
    {
        await _opened.Task;
        await Task.WhenAny(_closed.Task, _greeted.Task, Task.Delay(GreetingPatience, _time));
        if (!_closed.Task.IsCompleted && !_greeted.Task.IsCompleted)
            return $"The Functions host at {_host} has said nothing for {GreetingPatience.TotalSeconds} s.";
        await _closed.Task;
        return $"The Functions host at {_host} has closed its connection without a word.";
    }

    public void Dispose() => _metrics.Dispose();

    /// <summary>A request is measured when the head of its answer is here, which the host's greeting brings.</summary>
    private TaskCompletionSource? Of(Instrument instrument) => (instrument.Meter.Name, instrument.Name) switch
    {
        ("System.Net.Http", "http.client.open_connections") => _opened,
        ("System.Net.Http", "http.client.request.duration") => _greeted,
        ("System.Net.Http", "http.client.connection.duration") => _closed,
        _ => null,
    };

    private void Note<T>(
        Instrument instrument, T measured, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? awaited)
        where T : struct
    {
        foreach ((string name, object? value) in tags)
        {
            if (name is not "server.port" || value is not int port || port != _host.Port)
                continue;
            ((TaskCompletionSource)awaited!).TrySetResult();

            // The first time tells; what requests to the store cost is not measured from then on.
            _metrics.DisableMeasurementEvents(instrument);
            return;
        }
    }
}
