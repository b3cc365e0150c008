using System.Text;

namespace QueueService.Tests.Functions.Http.Exchanges;

/// <summary>Publishes numbered messages one after the other, and remembers which were acknowledged.</summary>
/// <param name="repeats">
/// True if it publishes again what it does not know of, with the same deduplication id; else it goes on with the next.
/// </param>
internal sealed class Publisher(string name, bool repeats)
{
    private readonly List<string> _sent = [];
    private readonly List<string> _acknowledged = [];
    private string? _inDoubt;

    public string Name { get; } = name;

    public IReadOnlyList<string> Sent => _sent;

    public IReadOnlyList<string> Acknowledged => _acknowledged;

    /// <summary>Publishes until the connection breaks.</summary>
    /// <param name="acknowledged">Called after each acknowledgement.</param>
    public async Task PublishAsync(HttpClient http, Action acknowledged)
    {
        while (true)
        {
            string text = _inDoubt ?? Next();
            _inDoubt = repeats ? text : null;
            try
            {
                string id = repeats ? $"?deduplicationId={text}" : "";
                using StringContent content = new(text, Encoding.UTF8, "text/plain");
                using HttpResponseMessage response = await http.PostAsync(
                    new Uri($"/v1/exchanges/news/messages{id}", UriKind.Relative), content);
                string answer = await response.Content.ReadAsStringAsync();
                Assert.True(response.IsSuccessStatusCode, answer);
                Assert.Contains("\"queues\":[\"left\",\"right\"]", answer, StringComparison.Ordinal);
            }
            catch (HttpRequestException)
            {
                return;
            }

            _inDoubt = null;
            _acknowledged.Add(text);
            acknowledged();
        }
    }

    private string Next()
    {
        string text = $"{Name}{_sent.Count:D6}";
        _sent.Add(text);
        return text;
    }
}
