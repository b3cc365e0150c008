using Microsoft.Extensions.Configuration;

namespace QueueService.Tests.Infra.Settings;

/// <summary>A configuration that remembers what is read of it.</summary>
internal sealed class RecordingConfiguration : ConfigurationProvider, IConfigurationSource
{
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    public RecordingConfiguration(IEnumerable<KeyValuePair<string, string>> settings)
    {
        foreach ((string key, string value) in settings)
            Set(key, value);
        Root = new ConfigurationBuilder().Add(this).Build();
    }

    public IConfiguration Root { get; }

    public bool WasRead(string key) => _read.Contains(key);

    public override bool TryGet(string key, out string? value)
    {
        _read.Add(key);
        return base.TryGet(key, out value);
    }

    IConfigurationProvider IConfigurationSource.Build(IConfigurationBuilder builder) => this;
}
