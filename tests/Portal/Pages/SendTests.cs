using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Look;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>The form that sends.</summary>
public sealed class SendTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    private const string Sent = "1 message sent";

    [BrowserFact]
    public async Task Send_WhenClickedTwice_MakesOneMessage()
    {
        using PortalService service = await StartAsync("orders");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        await tab.Page.GotoAsync("/portal/queues/orders/send");
        await tab.Page.GetByLabel("Body", new() { Exact = true }).FillAsync("once");
        await Button(tab.Page).DblClickAsync();
        await Assertions.Expect(tab.Page.GetByText(Sent)).ToBeVisibleAsync();
        Assert.Single(await DeadLetters.IdsAsync(service, "orders"));
    }

    [BrowserFact]
    public async Task Send_WhenTheAnswerIsLostAndSentAgain_MakesOneMessage()
    {
        using PortalService service = await StartAsync("orders");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        tab.Expected.Add("ERR_FAILED");
        IPage page = tab.Page;
        await page.RouteAsync(
            "**/v1/queues/orders/messages",
            async route =>
            {
                // The call arrives; its answer does not.
                await route.FetchAsync();
                await route.AbortAsync();
            },
            new() { Times = 1 });
        await page.GotoAsync("/portal/queues/orders/send");
        await page.GetByLabel("Body", new() { Exact = true }).FillAsync("once");
        await Button(page).ClickAsync();
        await Assertions.Expect(page.GetByText("It may have been stored.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Body", new() { Exact = true })).ToHaveValueAsync("once");
        await Button(page).ClickAsync();
        await Assertions.Expect(page.GetByText("1 was there already")).ToBeVisibleAsync();
        Assert.Single(await DeadLetters.IdsAsync(service, "orders"));
    }

    [BrowserFact]
    public async Task Send_WhenAttributesHaveTypes_KeepsThemExactly()
    {
        using PortalService service = await StartAsync("orders.fifo");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/orders.fifo/send");
        await Assertions.Expect(page.GetByText("A message in a FIFO queue needs a group.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Delay (s)")).ToBeDisabledAsync();
        await page.GetByLabel("Body", new() { Exact = true }).FillAsync("{\"n\":12345678901234567890}");
        await page.GetByLabel("Content type").FillAsync("application/json");
        (string Name, string Type, string Value)[] attributes =
            [("kind", "text", "a"), ("big", "number", "12345678901234567890"), ("raw", "base64", "AAEC")];
        foreach (((string name, string type, string value), int i) in attributes.Select((each, i) => (each, i + 1)))
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Add attribute" }).ClickAsync();
            await page.GetByLabel($"Name of attribute {i}").FillAsync(name);
            await page.GetByLabel($"Type of attribute {i}").SelectOptionAsync(type);
            await page.GetByLabel($"Value of attribute {i}").FillAsync(value);
        }

        await page.GetByLabel("Message group").FillAsync("g");
        await page.GetByLabel("How many").FillAsync("3");
        await Button(page).ClickAsync();
        await Assertions.Expect(page.GetByText("3 messages sent")).ToBeVisibleAsync();
        JsonElement[] messages = await PeekAsync(service, "orders.fifo");
        Assert.Equal(3, messages.Length);
        Assert.All(messages, message =>
        {
            Assert.Equal("{\"n\":12345678901234567890}", message.GetProperty("body").GetString());
            Assert.Equal("application/json", message.GetProperty("contentType").GetString());
            Assert.Equal("g", message.GetProperty("groupId").GetString());
            JsonElement kept = message.GetProperty("attributes");
            Assert.Equal("a", kept.GetProperty("kind").GetString());
            Assert.Equal("12345678901234567890", kept.GetProperty("big").GetRawText());
            Assert.Equal("AAEC", kept.GetProperty("raw").GetProperty("base64").GetString());
        });
    }

    [BrowserFact]
    public async Task Send_WhenAFileIsTaken_SendsItsBytes()
    {
        using PortalService service = await StartAsync("orders");
        await service.CallAsync("PATCH", "/v1/queues/orders", new { maxMessageBytes = 2048 });
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/orders/send");
        await page.GetByRole(AriaRole.Button, new() { Name = "File", Exact = true }).ClickAsync();
        ILocator file = page.GetByLabel("From a file");
        await Assertions.Expect(page.GetByText("Choose a file.")).ToBeVisibleAsync();
        await Assertions.Expect(Button(page)).ToBeDisabledAsync();
        await file.SetInputFilesAsync(File("large.bin", [.. Enumerable.Repeat((byte)0xFF, 3000)]));
        await Assertions.Expect(page.GetByText("The body has 2.9 KiB, and the queue takes 2.0 KiB at most."))
            .ToBeVisibleAsync();
        await Assertions.Expect(Button(page)).ToBeDisabledAsync();
        await file.SetInputFilesAsync(File("small.bin", [0xFF, 0x00, 0xFE]));
        await Button(page).ClickAsync();
        await Assertions.Expect(page.GetByText(Sent)).ToBeVisibleAsync();
        JsonElement message = Assert.Single(await PeekAsync(service, "orders"));
        Assert.Equal("/wD+", message.GetProperty("bodyBase64").GetString());
    }

    [BrowserFact]
    public async Task Send_WhenTheBodyIsToBeJson_TakesNothingElseAndChangesNothing()
    {
        using PortalService service = await StartAsync("orders");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/orders/send");
        await page.GetByRole(AriaRole.Button, new() { Name = "JSON", Exact = true }).ClickAsync();
        ILocator body = page.GetByLabel("Body", new() { Exact = true });
        await body.FillAsync("{\"n\": 1.10,}");
        await Assertions.Expect(page.GetByText("This is no JSON:")).ToBeVisibleAsync();
        await Assertions.Expect(Button(page)).ToBeDisabledAsync();
        await body.FillAsync("{ \"n\": 1.10 }");
        await Button(page).ClickAsync();
        await Assertions.Expect(page.GetByText(Sent)).ToBeVisibleAsync();
        JsonElement message = Assert.Single(await PeekAsync(service, "orders"));
        Assert.Equal("{ \"n\": 1.10 }", message.GetProperty("body").GetString());
        Assert.Equal("application/json", message.GetProperty("contentType").GetString());
    }

    [BrowserFact]
    public async Task SendAgain_WhenAMessageIsOpen_FillsTheFormWithIt()
    {
        using PortalService service = await PortalService.StartAsync();
        await DeadLetters.MakeAsync(
            service, "orders", "dead", 1, _ => new { body = "the body", attributes = new { tenant = "acme" } });
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        await tab.Page.GotoAsync("/portal/queues/dead/dead");
        await tab.Page.GetByText("the body").ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();
        Uri form = new(service.Address, "/portal/queues/orders/send");
        await Assertions.Expect(tab.Page).ToHaveURLAsync(form.ToString());
        await Assertions.Expect(tab.Page.GetByLabel("Body")).ToHaveValueAsync("the body");
        await Assertions.Expect(tab.Page.GetByLabel("Value of attribute 1")).ToHaveValueAsync("acme");
    }

    [BrowserFact]
    public async Task Send_WhenSomethingIsWrong_SaysItAtTheFieldAndCallsNothing()
    {
        using PortalService service = await StartAsync("orders");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/orders/send");
        foreach ((string label, string wrong) in new[] { ("Delay (s)", "901"), ("How many", "0"), ("How many", "101") })
        {
            ILocator field = page.GetByLabel(label);
            string before = await field.InputValueAsync();
            await field.FillAsync(wrong);
            await Assertions.Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
            await Assertions.Expect(Button(page)).ToBeDisabledAsync();
            await field.FillAsync(before);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Add attribute" }).ClickAsync();
        await page.GetByLabel("Name of attribute 1").FillAsync("n");
        await page.GetByLabel("Type of attribute 1").SelectOptionAsync("number");
        await page.GetByLabel("Value of attribute 1").FillAsync("1,5");
        await Assertions.Expect(page.GetByText("A number as JSON writes it")).ToBeVisibleAsync();
        await Assertions.Expect(Button(page)).ToBeDisabledAsync();
        Assert.Empty(await DeadLetters.IdsAsync(service, "orders"));
    }

    [BrowserFact]
    public async Task Looks_OfSend_AreRight()
    {
        using PortalService service = await StartAsync("orders");
        await using WatchedPage tab = await browser.OpenAsync(service.Address, new() { BypassCSP = true });
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/orders/send");
        await page.GetByRole(AriaRole.Button, new() { Name = "JSON", Exact = true }).ClickAsync();
        await page.GetByLabel("Body", new() { Exact = true }).FillAsync("{\"order\": 7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add attribute" }).ClickAsync();
        await page.GetByLabel("Name of attribute 1").FillAsync("no spaces");
        await PageLooks.CheckAsync(page, "send-wrong");
        await page.GetByLabel("Name of attribute 1").FillAsync("kind");
        await page.GetByLabel("Body", new() { Exact = true }).FillAsync("{\"order\": 7}");
        await Button(page).ClickAsync();
        await page.GetByText(Sent).WaitForAsync();
        await PageLooks.CheckAsync(page, "send");
    }

    private static ILocator Button(IPage page) =>
        page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true });

    private static FilePayload File(string name, byte[] content) =>
        new() { Name = name, MimeType = "application/octet-stream", Buffer = content };

    private static async Task<PortalService> StartAsync(string queue)
    {
        PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", $"/v1/queues/{queue}");
        return service;
    }

    private static async Task<JsonElement[]> PeekAsync(PortalService service, string queue)
    {
        JsonElement page = await service.CallAsync("GET", $"/v1/queues/{queue}/messages");
        return [.. page.GetProperty("messages").EnumerateArray()];
    }
}
