using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Access;
using QueueService.Access.Keys;
using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Sqs;
using QueueService.Functions.Sqs.Signing;
using QueueService.Storage.Memory;

namespace QueueService.Benchmarks.Micro;

/// <summary>
/// What access control adds to a request that is let in: nothing, a key in a header, or a signature over a send of
/// 1 KiB with the headers of an SDK. Both keys are among a thousand that are stored.
/// </summary>
/// <remarks>Public and not sealed, because BenchmarkDotNet derives from it.</remarks>
[MemoryDiagnoser]
public class AccessBenchmarks
{
    private const string Path = "/v1/queues/orders/messages";
    private const int Keys = 1000;

    private readonly DefaultHttpContext _open = new();
    private readonly DefaultHttpContext _bearer = new();
    private readonly DefaultHttpContext _signed = new();
    private readonly byte[] _body = Encoding.ASCII.GetBytes(
        $$"""{"QueueUrl":"http://127.0.0.1:7071/000000000000/orders","MessageBody":"{{new string('b', 1024)}}"}""");

    private AccessGate _openGate = null!;
    private AccessGate _gate = null!;
    private SqsAccess _sqs = null!;

    [GlobalSetup]
    public async Task PrepareAsync()
    {
        AccessControl control = await AccessControl.OpenAsync(
            new MemoryStore(new MemoryDisk(TimeProvider.System)),
            new AccessSettings(new MasterKey(new byte[MasterKey.Bytes]), null, null),
            TimeProvider.System,
            RandomSource.System,
            NullLogger.Instance);
        IssuedKey key = await IssueAsync(control);
        for (int n = 1; n < Keys; n++)
            await IssueAsync(control);
        LocalGuard guard = new([], publicUrl: null);
        AccessLog log = new(NullLoggerFactory.Instance, TimeProvider.System, _ => { });
        _openGate = new AccessGate(null, entra: null, guard, log);
        _gate = new AccessGate(control, entra: null, guard, log);
        _sqs = new SqsAccess(control, guard, log, publicHost: null);
        string secret = Encoding.ASCII.GetString(key.Secret.Utf8);
        Route(_open);
        Route(_bearer);
        _bearer.Request.Headers.Authorization = $"Bearer {key.Key.Id}.{secret}";
        Sign(key);
    }

    [Benchmark(Baseline = true)]
    public Task Open() => _openGate.InvokeAsync(_open, static _ => Task.CompletedTask);

    [Benchmark]
    public Task Bearer() => _gate.InvokeAsync(_bearer, static _ => Task.CompletedTask);

    [Benchmark]
    public async Task<AccessPrincipal> SignedAsync() =>
        _sqs.Prove(_signed, await _sqs.BeginAsync(_signed), _body);

    private static Task<IssuedKey> IssueAsync(AccessControl control) => control.Keys.CreateAsync(
        AccessPrincipal.Anyone,
        new NewKey("benchmark", new AccessPolicy(AccessRole.Sender.On(QueuePattern.Everything)), null),
        CancellationToken.None);

    private static void Route(DefaultHttpContext context)
    {
        context.Request.Method = "POST";
        context.Request.Path = Path;
        context.Request.RouteValues["queue"] = "orders";
        context.SetEndpoint(new RouteEndpoint(
            static _ => Task.CompletedTask,
            RoutePatternFactory.Parse(Path),
            0,
            new EndpointMetadataCollection(new AccessNeed(AccessNeedKind.OfQueue, AccessActions.Send)),
            null));
    }

    private void Sign(IssuedKey key)
    {
        HttpRequest request = _signed.Request;
        string time = DateTimeOffset.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string scope = $"{time[..8]}/eu-west-1/sqs/aws4_request";
        request.Method = "POST";
        request.Host = new HostString("127.0.0.1:7071");
        _signed.Features.Get<IHttpRequestFeature>()!.RawTarget = "/";
        string hash = Convert.ToHexStringLower(SHA256.HashData(_body));
        request.Headers["x-amz-date"] = time;
        request.Headers["x-amz-target"] = "AmazonSQS.SendMessage";
        request.Headers["x-amz-content-sha256"] = hash;
        request.Headers["x-amz-user-agent"] = "aws-sdk-js/3.0.0";
        request.Headers["amz-sdk-invocation-id"] = Guid.NewGuid().ToString();
        request.ContentType = "application/x-amz-json-1.0";
        const string Names =
            "amz-sdk-invocation-id;content-type;host;x-amz-content-sha256;x-amz-date;x-amz-target;x-amz-user-agent";
        byte[] digest = new byte[32];
        CanonicalRequest.Hash(
            request, new Signature(key.Key.Id, scope, Names, [], time, null), "127.0.0.1:7071", hash, digest);
        byte[] signing = [.. "AWS4"u8, .. key.Secret.Utf8];
        foreach (string part in scope.Split('/'))
            signing = HMACSHA256.HashData(signing, Encoding.UTF8.GetBytes(part));
        string text = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Convert.ToHexStringLower(digest)}";
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(signing, Encoding.UTF8.GetBytes(text)));
        request.Headers.Authorization =
            $"AWS4-HMAC-SHA256 Credential={key.Key.Id}/{scope}, SignedHeaders={Names}, Signature={signature}";
    }
}
