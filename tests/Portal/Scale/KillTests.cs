using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;
using Xunit.Abstractions;

namespace QueueService.Tests.Portal.Scale;

/// <summary>The service is killed at moments that nobody chooses; no message is lost or doubled.</summary>
public sealed class KillTests(BrowserProcess browser, ITestOutputHelper output) : IClassFixture<BrowserProcess>
{
    private const int Few = 2;
    private const int Many = 20;
    private const int MostBetween = 150;
    private const int Rate = 100;
    private const int Seed = 16;

    /// <summary>A process that starts waits some seconds, to see that nobody else goes on with the replay.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [BrowserFact]
    public async Task Replay_WhenTheServiceIsKilledWhileItRuns_MovesEachMessageOnce() => await ReplayAsync(Few, 600);

    [ScaleFact]
    public async Task Replay_WhenTheServiceIsKilledManyTimes_MovesEachMessageOnce() => await ReplayAsync(Many, 3_000);

    [BrowserFact]
    public async Task EditAndReplay_WhenTheServiceIsKilledBeforeItsAnswer_IsThereOnceAndThePageSaysWhich() =>
        await EditAndReplayAsync(Few);

    [ScaleFact]
    public async Task EditAndReplay_WhenTheServiceIsKilledManyTimes_IsThereOnceAndThePageSaysWhich() =>
        await EditAndReplayAsync(Many);

    private async Task ReplayAsync(int times, int messages)
    {
        Random random = new(Seed);
        using RestartedService service = await RestartedService.StartAsync();
        List<string> ids = await DeadLetters.MakeAsync(service.Current, "orders", "dead", messages / 2);
        ids.AddRange(await DeadLetters.MakeAsync(service.Current, "mail", "dead", messages / 2));
        await using WatchedPage tab = await browser.OpenAsync(service.Current.Address);
        tab.Expected.Add("ERR_");
        await tab.Page.GotoAsync("/portal/queues/dead/dead");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = $"Replay all {messages:N0}" }).ClickAsync();
        await tab.Page.GetByLabel("Messages per second").FillAsync($"{Rate}");
        ILocator dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        long began = Stopwatch.GetTimestamp();

        int kills = 0;
        for (int before = 0; kills < times && before < messages; kills++)
        {
            before = await MovedAsync(service.Current, Math.Min(before + random.Next(1, MostBetween), messages));
            await Task.Delay(Moment(random));
            await service.KillAsync();
            await service.ComeBackAsync();
        }

        await MovedAsync(service.Current, messages);
        await Assertions.Expect(tab.Page.GetByText("No dead letters")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        List<string> back = await DeadLetters.IdsAsync(service.Current, "orders");
        back.AddRange(await DeadLetters.IdsAsync(service.Current, "mail"));
        Assert.Equal(ids.Order(StringComparer.Ordinal), back.Order(StringComparer.Ordinal));
        Assert.Empty(await DeadLetters.IdsAsync(service.Current, "dead"));
        TimeSpan time = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"{messages} messages, {kills} kills in {time.TotalSeconds:0} s: each is back once");
        Assert.Equal(times, kills);
    }

    private async Task EditAndReplayAsync(int times)
    {
        Random random = new(Seed);
        using RestartedService service = await RestartedService.StartAsync();
        List<string> ids = await DeadLetters.MakeAsync(service.Current, "orders", "dead", times);
        int done = 0;
        for (int i = 0; i < times; i++)
        {
            await using WatchedPage tab = await browser.OpenAsync(service.Current.Address);
            foreach (string expected in (string[])["ERR_", "status of 404"])
                tab.Expected.Add(expected);
            IPage page = tab.Page;
            await page.GotoAsync($"/portal/queues/dead/dead?message={ids[i]}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Edit and replay" }).ClickAsync();
            await page.GetByLabel("Body").FillAsync($"edited {i}");
            await page.RouteAsync("**/messages/**", route => route.Request.Method is "PATCH"
                ? KillMeanwhileAsync(service, route, Moment(random))
                : route.ContinueAsync());
            await page.GetByRole(AriaRole.Button, new() { Name = "Save and replay to orders" }).ClickAsync();
            await Assertions.Expect(page.GetByText("Looking at what has become of the message")).ToBeVisibleAsync();
            await service.ComeBackAsync();

            ILocator moved = page.GetByText("on its way to orders");
            await Assertions.Expect(moved.Or(page.GetByText("nothing was changed"))).ToBeVisibleAsync();
            bool isDone = await moved.IsVisibleAsync();
            string queue = isDone ? "orders" : "dead";
            JsonElement message = await DeadLetters.ArrivedAsync(service.Current, queue, ids[i]);
            Assert.Equal(isDone ? $"edited {i}" : $"orders {i}", message.GetProperty("body").GetString());
            done += isDone ? 1 : 0;
        }

        List<string> all = await DeadLetters.IdsAsync(service.Current, "dead");
        all.AddRange(await DeadLetters.IdsAsync(service.Current, "orders"));
        Assert.Equal(ids.Order(StringComparer.Ordinal), all.Order(StringComparer.Ordinal));
        output.WriteLine($"{times} kills: {done} edited and replayed, {times - done} as before, each there once");
    }

    /// <summary>Of any order from 1 to 512 ms, so that some are before and some behind what the machine does.</summary>
    private static TimeSpan Moment(Random random) => TimeSpan.FromMilliseconds(1 << random.Next(10));

    /// <summary>Lets a call set out, and kills the service a moment later.</summary>
    private static async Task KillMeanwhileAsync(RestartedService service, IRoute route, TimeSpan moment)
    {
        Task<IAPIResponse> call = route.FetchAsync();
        await Task.WhenAny(call, Task.Delay(moment));
        await service.KillAsync();
        await call.ContinueWith(ended => _ = ended.Exception, TaskScheduler.Default);
        await route.AbortAsync();
    }

    /// <summary>Waits until the replay has moved so many; answers how many it has.</summary>
    private static async Task<int> MovedAsync(PortalService service, int least)
    {
        using CancellationTokenSource deadline = new(Patience);
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            JsonElement redrives = await service.CallAsync("GET", "/v1/redrives");
            int moved = redrives.GetProperty("redrives")[0].GetProperty("moved").GetInt32();
            if (moved >= least)
                return moved;
            await pause.WaitForNextTickAsync(deadline.Token);
        }
    }
}
