using Microsoft.Playwright;

namespace QueueService.Tests.Portal.Browser;

/// <summary>
/// A tab of which everything is noted that no page of the portal may do: errors on the console (violations of its
/// policy are such), faults of scripts, dialogs, and requests to anybody else. Disposing of it fails the test then.
/// </summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    private WatchedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Errors of calls that the test provokes; the console then names their status.</summary>
    public ICollection<string> Expected { get; } = [];

    internal static async Task<WatchedPage> OpenAsync(IBrowserContext context, Uri service)
    {
        WatchedPage watched = new(context, await context.NewPageAsync());
        IPage page = watched.Page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                watched.Note($"{message.Type}: {message.Text} {message.Location}");
        };
        page.PageError += (_, error) => watched.Note($"fault: {error}");
        page.Dialog += (_, dialog) => watched.Note($"dialog: {dialog.Message}");
        page.Request += (_, request) =>
        {
            Uri url = new(request.Url);
            bool isToService = string.Equals(url.Authority, service.Authority, StringComparison.Ordinal);
            if (url.Scheme is "http" or "https" && !isToService)
                watched.Note($"request: {request.Url}");
        };
        await page.AddInitScriptAsync(
            "document.addEventListener('securitypolicyviolation', e =>"
            + " console.error('policy', e.violatedDirective, e.sample));"
            + "addEventListener('unhandledrejection', e => console.error('rejection', String(e.reason)));");
        return watched;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        lock (_faults)
            Assert.True(_faults.Count == 0, string.Join('\n', _faults));
    }

    private void Note(string fault)
    {
        lock (_faults)
        {
            if (!Expected.Any(expected => fault.Contains(expected, StringComparison.Ordinal)))
                _faults.Add(fault);
        }
    }
}
