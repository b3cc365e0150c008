using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using QueueService.Tests.Functions.Sqs.Signing;

namespace QueueService.Tests.Functions.Access;

/// <summary>
/// Requests made at random from a seed. Signed rightly, whatever they look like, they must be let in; changed in any
/// place that counts, never; and nothing may be a fault of the service.
/// </summary>
public sealed class SignatureFuzzTests(KeyedService service) : IClassFixture<KeyedService>
{
    private const int Rounds = 300;
    private const string Letters = "abcXYZ019-_.~ !*'()+/=&%?#;:@,\"<>[]{}|^`éß漢😀";

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public async Task Signature_WhenRequestsAreOdd_AgreesWithTheSigner(int seed)
    {
        Random random = new(seed);
        TestSigner signer = new(KeyedService.AdminId, KeyedService.AdminSecret) { Region = "us-gov-west-1" };
        for (int round = 0; round < Rounds; round++)
        {
            using HttpRequestMessage request = Odd(random, out byte[] body);
            signer.Sign(request, service.Address, body, random.Next(2) == 0 ? TestSigner.Hash(body) : null, "x-odd");
            string what = $"seed {seed}, round {round}: {request}";
            bool isChanged = random.Next(2) == 0;
            if (isChanged)
                Change(random, request, body);
            using HttpResponseMessage response = await service.Http.SendAsync(request);
            string answer = await response.Content.ReadAsStringAsync();
            Assert.True((int)response.StatusCode < 500, $"{what} gave {answer}");
            // What is let in asks for an action that is not there, or gives a parameter twice with different values.
            bool isLetIn = answer.Contains("InvalidAction", StringComparison.Ordinal)
                || answer.Contains("MalformedQueryString", StringComparison.Ordinal);
            Assert.True(isLetIn != isChanged, $"{what} {(isChanged ? "was changed" : "was right")} and gave {answer}");
        }
    }

    [Theory]
    [InlineData(7)]
    public async Task Header_WhenItIsGarbage_IsRefusedAndNoFault(int seed)
    {
        Random random = new(seed);
        string[] starts =
        [
            "", "Bearer ", "Bearer admin.", "Basic ", "basic", "AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256 Credential=admin/20260101/r/sqs/aws4_request, ",
            "AWS4-HMAC-SHA256 Credential=a/b/c/sqs/aws4_request, SignedHeaders=host, Signature=", "Digest ",
        ];
        string[] paths =
        [
            "/v1/queues", "/?Action=ListQueues", "/000000000000/q?Action=SendMessage", "/v1/queues?cursor=%ff%00", "/v1/redrives/%2e%2e",
            "/?Action=ListQueues&X-Amz-Signature=%zz&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=-1", "/v1/keys/..%2f..%2fx",
        ];
        for (int round = 0; round < Rounds; round++)
        {
            string authorization = starts[random.Next(starts.Length)] + Ascii(random, random.Next(60));
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri(service.Address, paths[random.Next(paths.Length)]));
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
            request.Headers.TryAddWithoutValidation("X-Amz-Date", Ascii(random, random.Next(20)));
            using HttpResponseMessage response = await service.Http.SendAsync(request);
            Assert.True((int)response.StatusCode is >= 400 and < 500, $"{seed}/{round}: {authorization}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData(11)]
    public async Task Handle_WhenItIsGarbage_IsInvalidAndNoFault(int seed)
    {
        Random random = new(seed);
        string queue = await service.NewQueueAsync();
        for (int round = 0; round < Rounds; round++)
        {
            string odd = Uri.EscapeDataString(Odd(random, random.Next(1, 80)));
            string json = $$"""{"receiptHandles":["{{odd}}"]}""";
            string status = (await service.OkAsync(KeyedService.Admin, "POST", $"/v1/queues/{queue}/messages/ack", json))
                .GetProperty("results")[0].GetProperty("status").GetString()!;
            Assert.Equal("invalid", status);
            foreach (string path in (string[])[$"/v1/queues?cursor={odd}", $"/v1/queues/{queue}/messages?cursor={odd}", $"/v1/redrives/{odd}", $"/v1/keys/{odd}"])
                Assert.InRange((await service.CallAsync(KeyedService.Admin, "GET", path)).Status, 200, 499);
        }
    }

    private HttpRequestMessage Odd(Random random, out byte[] body)
    {
        StringBuilder query = new("?Action=Nothing");
        for (int n = random.Next(4); n > 0; n--)
        {
            query.Append('&').Append(Uri.EscapeDataString("p" + Odd(random, random.Next(6))));
            if (random.Next(4) > 0)
                query.Append('=').Append(Uri.EscapeDataString(Odd(random, random.Next(12))));
        }

        string path = random.Next(3) == 0 ? $"/000000000000/{Uri.EscapeDataString("q" + Odd(random, random.Next(8)).Replace('/', 'x'))}" : "/";
        body = random.Next(2) == 0 ? [] : Encoding.UTF8.GetBytes(Odd(random, random.Next(50)));
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(path + query, UriKind.Relative));
        for (int n = random.Next(3); n > 0; n--)
            request.Headers.TryAddWithoutValidation("X-Odd", new string(' ', random.Next(3)) + Ascii(random, random.Next(1, 20)));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        return request;
    }

    /// <summary>Changes one thing that is signed.</summary>
    private static void Change(Random random, HttpRequestMessage request, byte[] body)
    {
        string authorization = request.Headers.NonValidated["Authorization"].ToString();
        request.Headers.Remove("Authorization");
        switch (random.Next(5))
        {
            case 0:
                int last = authorization.Length - 1 - random.Next(64);
                char other = authorization[last] == '0' ? '1' : '0';
                authorization = string.Concat(authorization.AsSpan(0, last), $"{other}", authorization.AsSpan(last + 1));
                break;
            case 1:
                request.RequestUri = new Uri(request.RequestUri + "&added=1", UriKind.Relative);
                break;
            case 2:
                request.Method = HttpMethod.Get;
                request.RequestUri = new Uri(request.RequestUri + "&get=1", UriKind.Relative);
                break;
            case 3:
                request.Content = new ByteArrayContent([.. body, (byte)'x']);
                break;
            default:
                string region = $"us-gov-west-{random.Next(2, 9).ToString(CultureInfo.InvariantCulture)}";
                authorization = authorization.Replace("us-gov-west-1", region, StringComparison.Ordinal);
                break;
        }

        request.Headers.TryAddWithoutValidation("Authorization", authorization);
    }

    private static string Odd(Random random, int length)
    {
        string[] letters = [.. Letters.EnumerateRunes().Select(rune => rune.ToString())];
        return string.Concat(Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)]));
    }

    private static string Ascii(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next(' ', '~'))).Trim();
}
