using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace QueueService.Tests.Secrets;

/// <summary>
/// Hears all that a service which a test has started says, its log and its errors, and fails if a secret is in it. The
/// secrets are those of its settings and of the keys that it makes.
/// </summary>
/// <param name="service">Its name in a failure.</param>
public sealed class ServiceWatch(string service)
{
    private readonly ConcurrentQueue<(string Place, string Text)> _said = new();

    /// <summary>Learns the secrets that a service is given as arguments or in its environment.</summary>
    public void Know(
        IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        IConfiguration settings = new ConfigurationBuilder()
            .AddInMemoryCollection((environment ?? []).Select(variable => KeyValuePair.Create(
                variable.Key.Replace("__", ":", StringComparison.Ordinal), (string?)variable.Value)))
            .AddCommandLine([.. arguments])
            .Build();
        foreach ((string name, string secret) in SecretSettings.In(settings))
            KnownSecrets.Add(name, secret);
    }

    /// <summary>Hears a line of its log or of what it writes to its console; null, as processes end, is none.</summary>
    public void Log(string? line)
    {
        if (line is not null)
            _said.Enqueue(($"The log of {service}", line));
    }

    /// <summary>Hears an error that it answered.</summary>
    /// <exception cref="SecretShownException">A secret is in it.</exception>
    public void Error(string call, string answer)
    {
        string place = $"The answer of {service} to {call}";
        _said.Enqueue((place, answer));
        KnownSecrets.AssertNoneIn(place, answer);
    }

    /// <summary>Learns the secret of a key that it made: in this one answer it may stand.</summary>
    public static void Learn(byte[] answer)
    {
        using JsonDocument key = JsonDocument.Parse(answer);
        KnownSecrets.Add("of key " + key.RootElement.GetProperty("id"), key.RootElement.GetProperty("secret").GetString()!);
    }

    /// <summary>To be called when the service has ended: a secret may be known only after it was written down.</summary>
    /// <exception cref="SecretShownException">A secret is in what it said.</exception>
    public void AssertNoSecretWasSaid()
    {
        foreach ((string place, string text) in _said)
            KnownSecrets.AssertNoneIn(place, text);
    }
}
