using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QueueService.Functions.Access;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Bounds;

/// <summary>Settings of the platform that change who can connect, or whose word counts.</summary>
public sealed class EndpointTests : IDisposable
{
    private const string AdminSecret = "a-secret-of-the-administrator-0123456789";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-service-test");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Kestrel__Endpoints__Http__Url", "http://0.0.0.0:0")]
    [InlineData("Kestrel__Endpoints__Other__Url", "http://*:0")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:0")]
    public async Task Start_WhenASettingOfThePlatformOpensTheService_RefusesToRunWithoutKeys(string name, string value)
    {
        using ServiceProcess process = ServiceProcess.StartIn(
            _folder.FullName, ["--Storage:Kind=Memory", "--Access:Mode=Off"], (name, value));
        (int code, string errors) = await process.ExitAsync();
        Assert.Equal(2, code);
        Assert.Contains("Access:AdminKey", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenAnEndpointOfThePlatformIsOpen_AsksForKeys()
    {
        using ServiceProcess process = ServiceProcess.StartIn(
            _folder.FullName,
            ["--Storage:Kind=Memory", "--urls=http://127.0.0.1:0"],
            ("Kestrel__Endpoints__Http__Url", "http://0.0.0.0:0"));
        using HttpClient listening = await process.ConnectAsync();
        using HttpClient http = new() { BaseAddress = new Uri($"http://127.0.0.1:{listening.BaseAddress!.Port}") };
        using HttpResponseMessage answer = await http.GetAsync(new Uri("/v1/queues", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await process.KillAsync();
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.4", false)]
    [InlineData("::ffff:10.0.0.4", false)]
    [InlineData("2001:db8::1", false)]
    public void IsLocal_WhenAccessIsOff_GoesByTheAddressThatWasConnectedTo(string address, bool isLocal) =>
        Assert.Equal(isLocal, LocalConnections.IsLocal(new IPEndPoint(IPAddress.Parse(address), 80)));

    [Fact]
    public async Task Call_WhenThePlatformIsToldToTrustForwardedHeaders_TrustsNobodys()
    {
        using ServiceProcess process = ServiceProcess.StartIn(
            _folder.FullName,
            ["--Storage:Kind=Memory", "--urls=http://127.0.0.1:0", "--Access:Mode=Keys"],
            ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"),
            ("Access__AdminKey", $"admin:{AdminSecret}"));
        using HttpClient http = await process.ConnectAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/v1/queues/spoofed", UriKind.Relative));
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using HttpResponseMessage answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await process.KillAsync();
        Assert.DoesNotContain("203.0.113.9", process.Output, StringComparison.Ordinal);
        Assert.Contains("from 127.0.0.1", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenThereIsACertificate_SpeaksTls()
    {
        (string certificate, string key) = WriteCertificate();
        using ServiceProcess process = ServiceProcess.StartIn(
            _folder.FullName,
            ["--Storage:Kind=Memory", "--urls=https://127.0.0.1:0"],
            ("Kestrel__Certificates__Default__Path", certificate),
            ("Kestrel__Certificates__Default__KeyPath", key));
        using HttpClient listening = await process.ConnectAsync();
        using SocketsHttpHandler handler = new();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
            shown?.Subject is "CN=queues.example";
        using HttpClient http = new(handler) { BaseAddress = listening.BaseAddress };
        Assert.Equal("https", http.BaseAddress!.Scheme);
        using HttpResponseMessage answer = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await process.KillAsync();
    }

    private (string Certificate, string Key) WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=queues.example", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        string certificatePath = Path.Combine(_folder.FullName, "tls.crt");
        string keyPath = Path.Combine(_folder.FullName, "tls.key");
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return (certificatePath, keyPath);
    }
}
