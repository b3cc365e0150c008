using Microsoft.Playwright;

namespace QueueService.Tests.Portal.Browser;

/// <summary>One browser for all tests of a class.</summary>
public sealed class BrowserProcess : IAsyncLifetime
{
    /// <summary>A name that belongs to somebody else, and that he has point to this machine.</summary>
    internal const string MovedName = "moved.example";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        // Generous: it only ends a wait for what never comes.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path,
            // It has no sandbox of its own where it runs as root, as in a container.
            Args =
            [
                "--no-sandbox", "--disable-dev-shm-usage", $"--host-resolver-rules=MAP {MovedName} 127.0.0.1",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A tab with storage of its own, that fails its test by whatever a page should not do.</summary>
    public async Task<WatchedPage> OpenAsync(Uri service, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = service.ToString();
        options.ViewportSize ??= new ViewportSize { Width = 1440, Height = 900 };
        IBrowserContext context = await _browser!.NewContextAsync(options);
        return await WatchedPage.OpenAsync(context, service);
    }
}
