using System.Net;
using System.Net.Sockets;
using QueueService.Functions.Hosting;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Bounds;

/// <summary>More connections and more partitions than the process may have files open.</summary>
public sealed class DescriptorTests
{
    private const int OpenFiles = 512;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1024, 480, 160)]
    [InlineData(int.MaxValue, DescriptorBudget.MostConnections, DescriptorBudget.MostLogFiles)]
    [InlineData(64, 16, 16)]
    public void Of_WhenTheLimitIsKnown_StaysBelowIt(int limit, int connections, int logs) =>
        Assert.Equal(new DescriptorBudget(connections, logs), DescriptorBudget.Of(limit));

    [Theory]
    [InlineData(1024, 240)]
    [InlineData(int.MaxValue, 1_000)]
    public void ConnectionsOfAddress_WhenThereAreFew_LeavesHalfToOthers(int limit, int most) =>
        Assert.Equal(most, DescriptorBudget.Of(limit).ConnectionsOfAddress);

    [Fact]
    public void LimitIn_WhenTheSystemTells_IsTheOneThatCounts() => Assert.Equal(
        4096,
        DescriptorBudget.LimitIn(["Limit   Soft   Hard", "Max open files            4096                 524288      files"]));

    [Fact]
    public async Task Connections_WhenThereAreMoreThanFiles_AreRefusedInWordsAndNothingDies()
    {
        using AttackedService service = await AttackedService.StartAsync($"-n {OpenFiles}", "--Storage:Kind=Memory");
        List<Socket> idle = [];
        try
        {
            for (int n = 0; n < 2 * OpenFiles; n++)
                idle.Add(await service.OpenAsync());
            string[] told = await Task.WhenAll(idle.Select(socket => AttackedService.ReadToEndAsync(socket, Patience)));
            Assert.Contains(told, text => text.StartsWith("HTTP/1.1 503", StringComparison.Ordinal));

            // Those that said nothing are gone, too, and so there is room.
            using HttpResponseMessage answer = await service.Owner.GetAsync(new Uri("/v1/queues", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(service.Process.HasEnded);
        }
        finally
        {
            idle.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Connections_WhenMoreComeAtOnceThanThereAreFiles_WaitInLineAndNothingDies()
    {
        using AttackedService service = await AttackedService.StartAsync($"-n {OpenFiles}", "--Storage:Kind=Memory");

        // The line of the operating system is full before the service can look at the first.
        await service.Process.SignalAsync("STOP");
        Socket[] burst = await Task.WhenAll(Enumerable.Range(0, OpenFiles).Select(_ => service.OpenAsync()));
        try
        {
            await service.Process.SignalAsync("CONT");
            string[] told = await Task.WhenAll(burst.Select(socket => AttackedService.ReadToEndAsync(socket, Patience)));
            Assert.Contains(told, text => text.StartsWith("HTTP/1.1 503", StringComparison.Ordinal));
            using HttpResponseMessage answer = await service.Owner.GetAsync(new Uri("/v1/queues", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        finally
        {
            Array.ForEach(burst, socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Partitions_WhenThereAreMoreThanFiles_AreAllServed()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("queue-service-test");
        try
        {
            using AttackedService service = await AttackedService.StartAsync(
                $"-n {OpenFiles}", "--Storage:Kind=Local", $"--Storage:Path={folder.FullName}");
            for (int n = 0; n < 10; n++)
                await ServiceProcess.CallAsync(service.Owner, "PUT", $"/v1/queues/q{n}", """{"partitions":64}""");
            for (int n = 0; n < 10; n++)
            {
                await ServiceProcess.CallAsync(
                    service.Owner, "POST", $"/v1/queues/q{n}/messages", """{"messages":[{"body":"one"}]}""");
                await ServiceProcess.CallAsync(
                    service.Owner, "POST", $"/v1/queues/q{n}/messages/receive", "{}");
            }

            Assert.InRange(Directory.GetFiles($"/proc/{service.Process.Id}/fd").Length, 1, OpenFiles - 100);
            await service.Process.KillAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
