using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>What each key finds: a button works exactly where the same call does.</summary>
public sealed class RightsTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    private const string Unseen = "nobody-may-read-this";

    /// <summary>Keys by what they may do.</summary>
    private static readonly (string Name, object[] Allow)[] Keys =
    [
        ("admin", [new { role = "admin", queues = Everywhere }]),
        ("operator", [new { role = "operator", queues = Everywhere }]),
        ("sender", [new { role = "sender", queues = Everywhere }]),
        ("receiver", [new { role = "receiver", queues = Everywhere }]),
        ("viewer", [new { role = "viewer", queues = Everywhere }]),
        ("orders",
            [
                new { actions = new[] { "send", "manage" }, queues = new[] { "orders", "spare" } },
                new { role = "receiver", queues = new[] { "dead" } },
            ]),
        ("replayer",
            [
                new { actions = new[] { "redrive" }, queues = new[] { "dead" } },
                new { role = "sender", queues = new[] { "orders" } },
                new { role = "receiver", queues = new[] { "spare" } },
            ]),
    ];

    private static string[] Everywhere => ["*"];

    [BrowserFact]
    public async Task Buttons_OfEachKey_WorkExactlyWhereTheSameCallDoes()
    {
        using PortalService service = await StartAsync();
        foreach ((string name, object[] allow) in Keys)
        {
            string key = await KeyedPortal.NewKeyAsync(service, name, allow);
            await service.CallAsync("PUT", "/v1/queues/spare");
            await using WatchedPage tab = await browser.OpenAsync(service.Address);
            ExpectRefusals(tab);
            IPage page = tab.Page;
            await page.GotoAsync("/portal/queues/orders/send");
            await SignIn.WithKeyAsync(page, key);
            bool maySend = await MayAsync(page, "Send");
            await page.GotoAsync("/portal/queues/spare/settings");
            bool maySave = await MayAsync(page, "Save settings");
            bool mayPurge = await MayAsync(page, "Purge queue");
            bool mayDelete = await MayAsync(page, "Delete queue");
            await page.GotoAsync("/portal/");
            bool mayCreate = await MayAsync(page, "Create queue");
            ILocator keys = page.GetByRole(AriaRole.Link, new() { Name = "Keys", Exact = true });
            bool seesKeys = await keys.CountAsync() > 0;
            bool mayReplay = await MayReplayAsync(page);
            object message = new { messages = new[] { new { body = "x" } } };
            object replay = new { messageIds = new[] { Guid.NewGuid() } };

            (string What, bool Shown, string Method, string Path, object? Body)[] calls =
            [
                ("send", maySend, "POST", "/v1/queues/orders/messages", message),
                ("save", maySave, "PATCH", "/v1/queues/spare", new { delaySeconds = 1 }),
                ("purge", mayPurge, "POST", "/v1/queues/spare/purge", null),
                ("keys", seesKeys, "GET", "/v1/keys", null),
                ("replay", mayReplay, "POST", "/v1/queues/dead/redrive", replay),
                ("delete", mayDelete, "DELETE", "/v1/queues/spare", null),
                ("create", mayCreate, "PUT", "/v1/queues/spare", null),
            ];
            foreach ((string what, bool shown, string method, string path, object? body) in calls)
            {
                HttpStatusCode status = await CallAsync(service, key, method, path, body);
                bool isAllowed = status is not HttpStatusCode.Forbidden;
                Assert.True(shown == isAllowed, $"{name}, {what}: {status}, button {shown}");
            }
        }
    }

    [BrowserFact]
    public async Task Key_WhenItMayNotPeek_SeesCountsAndReplaysWithoutABody()
    {
        using PortalService service = await StartAsync();
        string key = await KeyedPortal.NewKeyAsync(service, Keys[^1].Name, Keys[^1].Allow);
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        ExpectRefusals(tab);
        IPage page = tab.Page;
        List<Task<string>> answers = [];
        page.Response += (_, response) =>
        {
            if (response.Url.Contains("/v1/", StringComparison.Ordinal))
                answers.Add(response.TextAsync());
        };
        await page.GotoAsync("/portal/queues/dead/dead");
        await SignIn.WithKeyAsync(page, key);
        await Assertions.Expect(page.GetByText("This key may not look at messages")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay all 3" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await page.GotoAsync("/portal/");
        ILocator visible = page.GetByRole(AriaRole.Row, new() { Name = "orders" }).GetByRole(AriaRole.Cell).Nth(1);
        await Assertions.Expect(visible).ToHaveTextAsync("3", new() { Timeout = 15_000 });
        foreach (Task<string> answer in answers.ToArray())
            Assert.DoesNotContain(Unseen, await answer, StringComparison.Ordinal);
        Assert.NotEmpty(answers);
    }

    [BrowserFact]
    public async Task LookOnly_WhenItIsOn_DisablesEverythingThatChangesSomething()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/orders");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/orders/settings");
        Assert.True(await MayAsync(page, "Purge queue"));
        await page.GetByLabel("Look only").CheckAsync();
        ILocator purge = page.GetByRole(AriaRole.Button, new() { Name = "Purge queue" });
        await Assertions.Expect(purge).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(purge).ToHaveAttributeAsync("title", "Look only is on");
        await purge.ClickAsync(new() { Force = true });
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Look only")).ToBeCheckedAsync();
    }

    private static async Task<PortalService> StartAsync()
    {
        PortalService service = await KeyedPortal.StartAsync();
        await DeadLetters.MakeAsync(service, "orders", "dead", 3, i => new { body = $"{Unseen} {i}" });
        return service;
    }

    /// <summary>Whether a button may be pressed. Where it may not, it says which action is missing.</summary>
    private static async Task<bool> MayAsync(IPage page, string button)
    {
        ILocator found = page.GetByRole(AriaRole.Button, new() { Name = button }).First;
        // It says so from the first moment that it is there: before, nobody knows what the key may do.
        await Assertions.Expect(page.GetByLabel("Look only")).ToBeVisibleAsync();
        bool may = await found.GetAttributeAsync("aria-disabled") is "false";
        if (!may)
            Assert.StartsWith("needs ", await found.GetAttributeAsync("title"), StringComparison.Ordinal);
        return may;
    }

    private static async Task<bool> MayReplayAsync(IPage page)
    {
        await page.GotoAsync("/portal/queues/dead/dead");
        if (!await MayAsync(page, "Replay all 3"))
            return false;
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay all 3" }).ClickAsync();
        ILocator replay = page.GetByRole(AriaRole.Dialog).Locator("button.primary");
        return await replay.GetAttributeAsync("aria-disabled") is "false";
    }

    private static async Task<HttpStatusCode> CallAsync(
        PortalService service, string key, string method, string path, object? body)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = body is null ? null : JsonContent.Create(body);
        using HttpResponseMessage answer = await service.Http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>The first call is made without a key, to find out whether one is asked for.</summary>
    private static void ExpectRefusals(WatchedPage tab) => tab.Expected.Add("status of 401");
}
