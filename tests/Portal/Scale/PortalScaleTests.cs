using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;
using Xunit.Abstractions;

namespace QueueService.Tests.Portal.Scale;

/// <summary>How long people wait for the portal, with much in it. The figures are those of the machine.</summary>
public sealed class PortalScaleTests(BrowserProcess browser, ITestOutputHelper output) : IClassFixture<BrowserProcess>
{
    private const int Messages = 100_000;
    private const int Queues = 1_000;
    private const int MostRowElements = 80;
    private const int Paints = 7;
    private const double MostHeapMiB = 150;
    private static readonly TimeSpan KeysHeld = TimeSpan.FromSeconds(30);

    /// <summary>Presses a key; answers after how many milliseconds the row that has the focus then is known.</summary>
    private const string Press = """
        key => new Promise(done => {
          const from = performance.now();
          document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
          const look = () => {
            const row = document.activeElement.closest('tbody tr[tabindex="0"]');
            if (row !== null && row.querySelector('.skeleton') === null && row.cells.length > 1)
              done([performance.now() - from, document.querySelectorAll('tbody tr').length]);
            else
              requestAnimationFrame(look);
          };
          // The list takes the key in before the next frame.
          requestAnimationFrame(look);
        })
        """;

    [ScaleFact]
    public async Task Messages_WhenThereAreAHundredThousand_AreBrowsedAndSearched()
    {
        using PortalService service = await PortalService.StartAsync();
        await ManyMessages.SendAsync(service, Messages);
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/many/messages");
        await Assertions.Expect(page.GetByText("message 0 of many")).ToBeVisibleAsync();
        await page.Locator("tbody tr[data-row='0']").FocusAsync();
        List<double> waits = [];
        double mostRows = 0;
        long began = Stopwatch.GetTimestamp();
        string[] keys = ["End", .. Enumerable.Repeat("PageUp", 40), "Home", .. Enumerable.Repeat("PageDown", 40)];
        for (int n = 0; Stopwatch.GetElapsedTime(began) < KeysHeld; n++)
        {
            double[] seen = await page.EvaluateAsync<double[]>(Press, keys[n % keys.Length]);
            waits.Add(seen[0]);
            mostRows = Math.Max(mostRows, seen[1]);
        }

        double heap = await HeapMiBAsync(page);
        Print($"{waits.Count} keys in 30 s, a row is there after", waits, "ms");
        output.WriteLine($"at most {mostRows} row elements, heap {heap:0.0} MiB");

        began = Stopwatch.GetTimestamp();
        ILocator field = page.GetByRole(AriaRole.Searchbox, new() { Name = "Search in messages" });
        await field.FillAsync("77 of many");
        await field.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("1,000 found, 100,000 of 100,000 looked at")).ToBeVisibleAsync();
        output.WriteLine($"searched in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        await AssertUnreceivedAsync(service);
        Assert.InRange(mostRows, 1, MostRowElements);
        Assert.InRange(heap, 1, MostHeapMiB);
    }

    [ScaleFact]
    public async Task FirstPage_WithAnEmptyCache_IsPainted()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/orders");
        List<double> paints = [];
        List<double> shown = [];
        for (int n = 0; n < Paints; n++)
        {
            await using WatchedPage tab = await browser.OpenAsync(service.Address);
            await tab.Page.GotoAsync("/portal/");
            await tab.Page.GetByRole(AriaRole.Row, new() { Name = "orders" }).WaitForAsync();
            shown.Add(await tab.Page.EvaluateAsync<double>("performance.now()"));
            paints.Add(await tab.Page.EvaluateAsync<double>(
                "performance.getEntriesByName('first-contentful-paint')[0].startTime"));
        }

        Print("first contentful paint", paints, "ms");
        Print("the list of queues is shown", shown, "ms");
    }

    [ScaleFact]
    public async Task Queues_WhenThereAreAThousand_AreSortedAndFiltered()
    {
        const string Turned = """
            act => new Promise(done => {
              const from = performance.now();
              if (act === 'sort')
                document.querySelectorAll('.sort')[1].click();
              else {
                const field = document.querySelector('main input[type=search]');
                field.value = act;
                field.dispatchEvent(new InputEvent('input', { bubbles: true }));
              }
              requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
            })
            """;
        using PortalService service = await PortalService.StartAsync();
        for (int n = 0; n < Queues; n++)
            await service.CallAsync("PUT", $"/v1/queues/queue-{n}");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/");
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "queue-100 " }).First).ToBeVisibleAsync();
        List<double> waits = [];
        for (int n = 0; n < Paints; n++)
        {
            foreach (string act in (string[])["sort", "queue-9", "sort", ""])
                waits.Add(await page.EvaluateAsync<double>(Turned, act));
        }

        Print($"{Queues} queues are sorted or filtered, and laid out,", waits, "ms");
    }

    [ScaleFact]
    public async Task Message_OfAMebibyteOfJson_IsOpened()
    {
        const string Opened = """
            () => new Promise(done => {
              const from = performance.now();
              document.querySelector("tbody tr[data-row='0']").click();
              const look = () => document.querySelector('.drawer .line') !== null
                ? done(performance.now() - from) : requestAnimationFrame(look);
              look();
            })
            """;
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/large");
        string body = JsonSerializer.Serialize(
            Enumerable.Range(0, 25_500).Select(i => new { id = i, name = "x", tags = new[] { "a", "b" } }));
        await service.CallAsync("POST", "/v1/queues/large/messages", new { messages = new[] { new { body } } });
        List<double> waits = [];
        for (int n = 0; n < Paints; n++)
        {
            await using WatchedPage tab = await browser.OpenAsync(service.Address);
            await tab.Page.GotoAsync("/portal/queues/large/messages");
            await tab.Page.Locator("tbody tr[data-row='0']").WaitForAsync();
            waits.Add(await tab.Page.EvaluateAsync<double>(Opened));
        }

        Print($"{body.Length:N0} bytes of JSON are shown after", waits, "ms");
    }

    private static async Task<double> HeapMiBAsync(IPage page)
    {
        ICDPSession session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable");
        JsonElement metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        double bytes = metrics.EnumerateArray()
            .Single(metric => metric.GetProperty("name").GetString() is "JSHeapUsedSize")
            .GetProperty("value").GetDouble();
        return bytes / (1024 * 1024);
    }

    private static async Task AssertUnreceivedAsync(PortalService service)
    {
        JsonElement found = await service.CallAsync(
            "POST", "/v1/queues/many/messages/search", new { filter = new { minReceiveCount = 1 }, limit = 1 });
        Assert.Equal(0, found.GetProperty("messages").GetArrayLength());
        JsonElement stats = (await service.CallAsync("GET", "/v1/queues/many")).GetProperty("stats");
        Assert.Equal(0, stats.GetProperty("totals").GetProperty("received").GetInt64());
    }

    private void Print(string what, List<double> values, string unit)
    {
        double[] sorted = [.. values.Order()];
        output.WriteLine(
            $"{what}: median {sorted[sorted.Length / 2]:0} {unit}, 99 of 100 {sorted[sorted.Length * 99 / 100]:0} "
            + $"{unit}, at most {sorted[^1]:0} {unit}; load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
    }
}
