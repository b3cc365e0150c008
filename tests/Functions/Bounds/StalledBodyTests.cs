using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Bounds;

/// <summary>Bodies that never end, from somebody who knows a key id and no secret.</summary>
public sealed class StalledBodyTests
{
    private const int Bodies = 16;
    private const int Announced = 16 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Bodies_WhenSixteenStandStillShortOfTheirEnd_StopNobodyAndAreCutOff()
    {
        using AttackedService service = await AttackedService.StartAsync("-n 4096", "--Storage:Kind=Memory");
        await ServiceProcess.CallAsync(service.Owner, "PUT", "/v1/queues/orders", "{}");
        Socket[] stalled = await Task.WhenAll(Enumerable.Range(0, Bodies).Select(_ => StallAsync(service)));
        try
        {
            await ServiceProcess.CallAsync(
                service.Owner, "POST", "/v1/queues/orders/messages", """{"messages":[{"body":"through"}]}""");
            await SendSignedAsync(service, bytes: 1000, isHashSent: false);
            await SendSignedAsync(service, bytes: 900_000, isHashSent: true);
            Assert.InRange(service.Process.ResidentBytes, 0, 700 * 1024 * 1024);
            foreach (Socket socket in stalled)
                await AttackedService.ReadToEndAsync(socket, Patience);
            await SendSignedAsync(service, bytes: 900_000, isHashSent: false);
        }
        finally
        {
            Array.ForEach(stalled, socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Body_WhenItStandsStill_EndsWithATimeout()
    {
        using AttackedService service = await AttackedService.StartAsync("-n 4096", "--Storage:Kind=Memory");
        using Socket socket = await service.OpenAsync();
        await socket.SendAsync(Head(service, 100, "{"));
        Assert.StartsWith("HTTP/1.1 408", await AttackedService.ReadToEndAsync(socket, Patience), StringComparison.Ordinal);

        // Whoever has no key does not write errors into the log.
        await service.Process.TerminateAsync();
        await service.Process.ExitAsync();
        Assert.DoesNotContain("fail:", service.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_WhenItsSignedHashIsNotSignedWithTheKey_IsRefusedBeforeItIsRead()
    {
        using AttackedService service = await AttackedService.StartAsync("-n 4096", "--Storage:Kind=Memory");
        using Socket socket = await service.OpenAsync();
        await socket.SendAsync(Head(service, Announced, "{", $"x-amz-content-sha256: {new string('a', 64)}\r\n"));
        string answer = await AttackedService.ReadToEndAsync(socket, Patience);
        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.Contains("SignatureDoesNotMatch", answer, StringComparison.Ordinal);
    }

    private static async Task<Socket> StallAsync(AttackedService service)
    {
        Socket socket = await service.OpenAsync();
        try
        {
            await socket.SendAsync(Head(service, Announced, ""));
            byte[] part = new byte[64 * 1024];
            Array.Fill(part, (byte)' ');
            for (int sent = 0; sent < Announced - part.Length; sent += part.Length)
                await socket.SendAsync(part);
        }
        catch (SocketException)
        {
            // Refused while it was sending; what it answered may be lost.
        }

        return socket;
    }

    private static byte[] Head(AttackedService service, int length, string start, string more = "")
    {
        string time = AttackedService.Signer.Now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", null);
        return Encoding.ASCII.GetBytes(
            $"POST / HTTP/1.1\r\nHost: {service.Address.Authority}\r\nX-Amz-Target: AmazonSQS.SendMessage\r\n"
            + $"X-Amz-Date: {time}\r\n{more}Authorization: AWS4-HMAC-SHA256 Credential=admin/{time[..8]}/r/sqs/aws4_request, "
            + $"SignedHeaders=host;x-amz-target, Signature={new string('0', 64)}\r\nContent-Length: {length}\r\n\r\n{start}");
    }

    private static async Task SendSignedAsync(AttackedService service, int bytes, bool isHashSent)
    {
        byte[] body = Encoding.UTF8.GetBytes(
            $$"""{"QueueUrl":"{{service.Address}}000000000000/orders","MessageBody":"{{new string('x', bytes)}}"}""");
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/", UriKind.Relative));
        request.Headers.Add("X-Amz-Target", "AmazonSQS.SendMessage");
        AttackedService.Signer.Sign(
            request, service.Address, body, isHashSent ? Sqs.Signing.TestSigner.Hash(body) : null);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        using HttpClient http = new() { BaseAddress = service.Address };
        using HttpResponseMessage answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
