using System.Text;
using QueueService.Exchanges.Matching;
using QueueService.Functions.Rest.Exchanges;
using QueueService.Functions.Rest.Exchanges.Bindings;
using QueueService.Functions.Rest.Exchanges.Publishing;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.Messages.Named;
using QueueService.Functions.Rest.Queues;
using QueueService.Functions.Rest.Redrives;

namespace QueueService.Tests.Functions.Rest;

/// <summary>Mutated requests are parsed or refused with a code; they never fail in another way.</summary>
public sealed class ParserFuzzTests
{
    private const int Rounds = 20_000;

    private static readonly string[] Fragments =
    [
        "\"", "{", "}", "[", "]", ",", ":", "null", "true", "1e999", "-0", "\\ud800", "\\u0000", "\\", "\"body\"", "9999999999",
        "\n", "//", "\u00ff", "\"\":", "0.1", "-", "\"messages\":",
    ];

    [Theory]
    [InlineData(1, """{"messages":[{"body":"h\u00e9\n","attributes":{"n":1.5,"b":{"base64":"AAE="}},"delaySeconds":3,"groupId":"g"}]}""")]
    [InlineData(2, """{"messages":[{"bodyBase64":"AAEC","contentType":"a/b","deduplicationId":"d"},{"body":"é😀"}]}""")]
    public void Send_WhenMutated_IsParsedOrRefused(int seed, string json) =>
        Mutate(seed, json, body => SendParser.Parse(body));

    [Fact]
    public void Receive_WhenMutated_IsParsedOrRefused() => Mutate(
        3, """{"maxMessages":10,"waitSeconds":20,"visibilityTimeoutSeconds":0.5}""", body => ReceiveParser.Parse(body));

    [Fact]
    public void Receipts_WhenMutated_AreParsedOrRefused()
    {
        Mutate(4, """{"receiptHandles":["a","b\u0041"],"delaySeconds":4}""", body => ReceiptParser.ParseRelease(body));
        Mutate(
            5,
            """{"receipts":[{"receiptHandle":"a","visibilityTimeoutSeconds":4}]}""",
            body => ReceiptParser.ParseExtend(body));
    }

    [Fact]
    public void Settings_WhenMutated_AreParsedOrRefused() => Mutate(
        6,
        """{"visibilityTimeoutSeconds":1,"deadLetter":{"queue":"q","maxReceiveCount":3},"tags":{"a":"b"},"partitions":2}""",
        body => SettingsParser.Parse(body));

    [Fact]
    public void Search_WhenMutated_IsParsedOrRefused() => Mutate(
        8,
        """
        {"filter":{"text":"x","attributes":{"n":1.5,"b":{"base64":"AAE="}},"groupId":"g","sourceQueue":"q","reason":"rejected",
         "minReceiveCount":2,"after":"2000-01-01T00:00:00Z"},"state":"all","order":"due","groupBy":"detail","limit":0,"cursor":"o1"}
        """,
        body => SearchParser.Parse(body));

    [Fact]
    public void Redrive_WhenMutated_IsParsedOrRefused() => Mutate(
        7,
        """{"destination":"q","maxPerSecond":5,"messageIds":["29e616ec-4488-84ca-8000-000000000001"],"filter":{"text":"x"}}""",
        body => RedriveParser.Parse(body));

    [Fact]
    public void Named_WhenMutated_AreParsedOrRefused()
    {
        Mutate(8, """{"receiptHandles":["a"],"detail":"wh\u0079"}""", body => ReceiptParser.ParseReject(body));
        Mutate(
            9,
            """{"messages":[{"messageId":"29e616ec-4488-84ca-8000-000000000001","sequenceNumber":7}]}""",
            body => NamedParser.ParseDelete(body));
        Mutate(
            10,
            """{"body":"h\u00e9","contentType":"a/b","attributes":{"n":1.5,"b":{"base64":"AAE="}},"replay":{"destination":"q"}}""",
            body => EditParser.Parse(body));
    }

    [Fact]
    public void Exchanges_WhenMutated_AreParsedOrRefused()
    {
        Mutate(
            11,
            """{"type":"topic","syntax":"mqtt","alternateExchange":"a.b:c","internal":true,"tags":{"a":"b"}}""",
            body => ExchangeParser.Parse(body));
        Mutate(
            12,
            """{"messages":[{"body":"x","routingKeys":["a","h\u00e9"],"mandatory":false,"attributes":{"y":true}}]}""",
            body => PublishParser.Parse(body));
        Mutate(13, """{"routingKey":"a.b","attributes":{"n":1.5,"y":false}}""", body => RouteParser.Parse(body));
    }

    /// <summary>What is parsed becomes a binding of a topic exchange, or is refused.</summary>
    [Fact]
    public void Bindings_WhenMutated_AreMadeOrRefused() => Mutate(
        14,
        """
        {"bindings":[{"queue":"q","routingKey":"a.#","match":{"mode":"any","attributes":{"t":"x","n":1.5e3,"y":true,
         "e":{"exists":true},"p":{"prefix":"a"},"o":{"anyOf":["x",1,false]}}}},{"exchange":"x","routingKey":"h\u00e9"}]}
        """,
        body =>
        {
            foreach (NewBinding binding in BindingParser.ParseSet(body))
                binding.On(ExchangeType.Topic, TopicSyntax.Amqp);
        });

    private static void Mutate(int seed, string valid, Action<byte[]> parse)
    {
        var random = new Random(seed);
        byte[] original = Encoding.UTF8.GetBytes(valid);
        parse(original);
        for (int round = 0; round < Rounds; round++)
        {
            List<byte> mutant = [.. original];
            for (int n = random.Next(1, 4); n > 0 && mutant.Count > 0; n--)
                MutateOnce(random, mutant);
            byte[] body = [.. mutant];
            Exception? failure = Record.Exception(() => _ = Refusals.Of(() => parse(body)));
            Assert.True(failure is null, $"seed {seed}, round {round}: {Convert.ToHexString(body)} gave {failure}");
        }
    }

    private static void MutateOnce(Random random, List<byte> bytes)
    {
        int at = random.Next(bytes.Count);
        switch (random.Next(5))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                break;
            case 2:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 30), bytes.Count - at)));
                break;
            default:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
        }
    }
}
