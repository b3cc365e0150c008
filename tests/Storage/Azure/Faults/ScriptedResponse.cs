using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace QueueService.Tests.Storage.Azure.Faults;

/// <summary>An answer that no server gave.</summary>
internal sealed class ScriptedResponse(int status, byte[] body, params (string Name, string Value)[] headers) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; } = new MemoryStream(body, 0, body.Length, true, true);

    public override string ClientRequestId { get; set; } = "";

    /// <summary>As of the network, a body that was buffered can still be read.</summary>
    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
        headers.Select(header => new HttpHeader(header.Name, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = headers
            .Where(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value)
            .FirstOrDefault();
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
