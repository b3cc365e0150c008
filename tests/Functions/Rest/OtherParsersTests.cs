using System.Text;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.Messages.Named;
using QueueService.Functions.Rest.Queues;
using QueueService.Functions.Rest.Redrives;
using QueueService.Partitions.Settings;
using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;

namespace QueueService.Tests.Functions.Rest;

public sealed class OtherParsersTests
{
    [Fact]
    public void Parsers_WhenTheBodyIsEmptyAndAllIsOptional_TakeDefaults()
    {
        Assert.Equal(new ReceiveOptions(), ReceiveParser.Parse([]));
        Assert.Equal(new QueueSettingsChange(), SettingsParser.Parse([]));
        Assert.Equal(new RedriveRequest(), RedriveParser.Parse([]));
        Assert.Equal((10, true), (SearchParser.Parse([]).Limit, SearchParser.Parse([]).Filter.IsEmpty));
    }

    [Fact]
    public void Settings_WhenEachIsGiven_KeepsAll()
    {
        QueueSettingsChange change = SettingsParser.Parse("""
            {"visibilityTimeoutSeconds":1,"delaySeconds":2,"retentionSeconds":60,"maxMessageBytes":1024,"receiveWaitSeconds":3,
             "deadLetter":{"queue":"d","maxReceiveCount":4},"contentBasedDeduplication":true,"deduplicationScope":"messageGroup",
             "fifoThroughputLimit":"perMessageGroupId","partitions":5,"tags":{"a":"b"}}
            """u8);
        Assert.Equal(TimeSpan.FromSeconds(1), change.VisibilityTimeout);
        Assert.Equal(TimeSpan.FromSeconds(2), change.Delay);
        Assert.Equal(TimeSpan.FromSeconds(60), change.Retention);
        Assert.Equal(1024, change.MaxMessageBytes);
        Assert.Equal(TimeSpan.FromSeconds(3), change.ReceiveWait);
        Assert.Equal(("d", 4), (change.DeadLetter!.Queue!.Value.Value, change.DeadLetter.MaxReceiveCount));
        Assert.True(change.ContentBasedDeduplication);
        Assert.Equal(DeduplicationScope.MessageGroup, change.DeduplicationScope);
        Assert.Equal(FifoThroughputLimit.PerMessageGroupId, change.FifoThroughputLimit);
        Assert.Equal(5, change.Partitions);
        Assert.Equal("b", change.Tags!["a"]);
        Assert.False(change.RemoveDeadLetter);
        Assert.True(SettingsParser.Parse("""{"deadLetter":null}"""u8).RemoveDeadLetter);
    }

    [Theory]
    [InlineData("""{"visibilityTimeoutSeconds":43201}""", "InvalidSetting")]
    [InlineData("""{"visibilityTimeoutSeconds":null}""", "InvalidType")]
    [InlineData("""{"delaySeconds":-1}""", "InvalidSetting")]
    [InlineData("""{"retentionSeconds":59}""", "InvalidSetting")]
    [InlineData("""{"maxMessageBytes":1023}""", "InvalidSetting")]
    [InlineData("""{"maxMessageBytes":2048.5}""", "InvalidSetting")]
    [InlineData("""{"maxMessageBytes":1048577}""", "InvalidSetting")]
    [InlineData("""{"receiveWaitSeconds":21}""", "InvalidSetting")]
    [InlineData("""{"deadLetter":{"maxReceiveCount":1}}""", "InvalidSetting")]
    [InlineData("""{"deadLetter":{"queue":"d","exchange":"x","maxReceiveCount":1}}""", "InvalidSetting")]
    [InlineData("""{"deadLetter":{"queue":"d","routingKey":"k","maxReceiveCount":1}}""", "InvalidSetting")]
    [InlineData("""{"deadLetter":{"exchange":"x","unroutable":"keep","maxReceiveCount":1}}""", "InvalidSetting")]
    [InlineData("""{"deadLetter":{"exchange":"x/y","maxReceiveCount":1}}""", "InvalidExchangeName")]
    [InlineData("""{"deadLetter":{"queue":"d","maxReceiveCount":1001}}""", "InvalidSetting")]
    [InlineData("""{"deadLetter":{"queue":"d!","maxReceiveCount":1}}""", "InvalidQueueName")]
    [InlineData("""{"deadLetter":{"queue":"d","maxReceiveCount":1,"x":1}}""", "UnknownMember")]
    [InlineData("""{"contentBasedDeduplication":"yes"}""", "InvalidType")]
    [InlineData("""{"deduplicationScope":"Queue"}""", "InvalidSetting")]
    [InlineData("""{"fifoThroughputLimit":"x"}""", "InvalidSetting")]
    [InlineData("""{"partitions":0}""", "InvalidSetting")]
    [InlineData("""{"partitions":65}""", "InvalidSetting")]
    [InlineData("""{"tags":{"":"x"}}""", "InvalidSetting")]
    [InlineData("""{"tags":{"a":1}}""", "InvalidType")]
    [InlineData("""{"tags":{"a":"1","a":"1"}}""", "DuplicateMember")]
    [InlineData("""{"visibility":1}""", "UnknownMember")]
    [InlineData("null", "InvalidType")]
    public void Settings_WhenOneIsWrong_IsRefused(string json, string code) =>
        Refusals.Expect(code, "", () => SettingsParser.Parse(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{"maxMessages":0}""", "InvalidRequest")]
    [InlineData("""{"maxMessages":101}""", "InvalidRequest")]
    [InlineData("""{"maxMessages":"1"}""", "InvalidType")]
    [InlineData("""{"waitSeconds":20.001}""", "InvalidRequest")]
    [InlineData("""{"visibilityTimeoutSeconds":43201}""", "InvalidRequest")]
    [InlineData("""{"max":1}""", "UnknownMember")]
    public void Receive_WhenOneIsWrong_IsRefused(string json, string code) =>
        Refusals.Expect(code, "", () => ReceiveParser.Parse(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{}""", "InvalidRequest")]
    [InlineData("""{"receiptHandles":[]}""", "InvalidRequest")]
    [InlineData("""{"receiptHandles":[1]}""", "InvalidType")]
    [InlineData("""{"receiptHandles":"a"}""", "InvalidType")]
    [InlineData("""{"receiptHandles":["a"],"delaySeconds":1}""", "UnknownMember")]
    public void Ack_WhenSomethingIsWrong_IsRefused(string json, string code) =>
        Refusals.Expect(code, "", () => ReceiptParser.ParseAck(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{"receipts":[{"receiptHandle":"a"}]}""", "InvalidRequest")]
    [InlineData("""{"receipts":[{"visibilityTimeoutSeconds":1}]}""", "InvalidRequest")]
    [InlineData("""{"receipts":[{"receiptHandle":"a","visibilityTimeoutSeconds":43201}]}""", "InvalidRequest")]
    [InlineData("""{"receipts":["a"]}""", "InvalidType")]
    public void Extend_WhenSomethingIsWrong_IsRefused(string json, string code) =>
        Refusals.Expect(code, "", () => ReceiptParser.ParseExtend(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{"filter":1}""", "InvalidType")]
    [InlineData("""{"filter":{"body":"x"}}""", "UnknownMember")]
    [InlineData("""{"filter":{"groupId":"a b"}}""", "InvalidRequest")]
    [InlineData("""{"filter":{"sourceQueue":"a b"}}""", "InvalidQueueName")]
    [InlineData("""{"filter":{"minReceiveCount":-1}}""", "InvalidRequest")]
    [InlineData("""{"filter":{"after":"yesterday"}}""", "InvalidRequest")]
    [InlineData("""{"filter":{"attributes":{"a":null}}}""", "InvalidType")]
    [InlineData("""{"state":"seen"}""", "InvalidRequest")]
    [InlineData("""{"order":"due "}""", "InvalidRequest")]
    [InlineData("""{"groupBy":"state"}""", "InvalidRequest")]
    [InlineData("""{"bodyBytes":1048577}""", "InvalidRequest")]
    [InlineData("""{"limit":1001}""", "InvalidRequest")]
    [InlineData("""{"cursor":1}""", "InvalidType")]
    public void Search_WhenSomethingIsWrong_IsRefused(string json, string code) =>
        Refusals.Expect(code, "", () => SearchParser.Parse(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{}""", "InvalidRequest")]
    [InlineData("""{"receiptHandles":["a"],"detail":""}""", "InvalidRequest")]
    [InlineData("""{"receiptHandles":["a"],"detail":null}""", "InvalidType")]
    [InlineData("""{"receiptHandles":["a"],"delaySeconds":1}""", "UnknownMember")]
    public void Reject_WhenSomethingIsWrong_IsRefused(string json, string code) =>
        Refusals.Expect(code, "", () => ReceiptParser.ParseReject(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Detail_WhenItHasMoreBytesThanItMay_IsRefused()
    {
        string detail = new('é', Limits.MaxDetailBytes / 2);
        Assert.Equal(detail, ReceiptParser.ParseReject(Rejecting(detail)).Detail);
        Refusals.Expect("InvalidRequest", "", () => ReceiptParser.ParseReject(Rejecting(detail + "x")));
    }

    [Theory]
    [InlineData("""{}""", "InvalidRequest")]
    [InlineData("""{"messages":[]}""", "InvalidRequest")]
    [InlineData("""{"messages":[{}]}""", "InvalidRequest")]
    [InlineData("""{"messages":["x"]}""", "InvalidType")]
    [InlineData("""{"messages":[{"messageId":"x"}]}""", "InvalidRequest")]
    [InlineData("""{"messages":[{"messageId":"29e616ec-4488-84ca-8000-000000000001","sequenceNumber":0}]}""", "InvalidRequest")]
    [InlineData("""{"messages":[{"messageId":"29e616ec-4488-84ca-8000-000000000001","sequenceNumber":1.5}]}""", "InvalidRequest")]
    [InlineData("""{"messages":[{"messageId":"29e616ec-4488-84ca-8000-000000000001","sequence":1}]}""", "UnknownMember")]
    public void Delete_WhenSomethingIsWrong_IsRefused(string json, string code) =>
        Refusals.Expect(code, "", () => NamedParser.ParseDelete(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{}""", "InvalidRequest")]
    [InlineData("""{"body":"a","bodyBase64":"AAE="}""", "InvalidMessage")]
    [InlineData("""{"body":1}""", "InvalidType")]
    [InlineData("""{"contentType":""}""", "InvalidMessage")]
    [InlineData("""{"attributes":{"a b":"x"}}""", "InvalidMessage")]
    [InlineData("""{"replay":null}""", "InvalidType")]
    [InlineData("""{"replay":{"destination":"a b"}}""", "InvalidQueueName")]
    [InlineData("""{"replay":{"queue":"a"}}""", "UnknownMember")]
    [InlineData("""{"notBefore":"2030-01-01T00:00:00Z"}""", "InvalidRequest")]
    [InlineData("""{"priority":1}""", "InvalidRequest")]
    [InlineData("""{"ttlSeconds":1}""", "InvalidRequest")]
    [InlineData("""{"groupId":"g"}""", "UnknownMember")]
    public void Edit_WhenSomethingIsWrong_IsRefused(string json, string code) =>
        Refusals.Expect(code, "", () => EditParser.Parse(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{"maxPerSecond":0}""", "InvalidRequest")]
    [InlineData("""{"maxPerSecond":501}""", "InvalidRequest")]
    [InlineData("""{"messageIds":[]}""", "InvalidRequest")]
    [InlineData("""{"messageIds":["x"]}""", "InvalidRequest")]
    [InlineData("""{"destination":"a b"}""", "InvalidQueueName")]
    [InlineData("""{"source":"a"}""", "UnknownMember")]
    [InlineData("""{"filter":"x"}""", "InvalidType")]
    [InlineData("""{"filter":{"state":"visible"}}""", "UnknownMember")]
    public void Redrive_WhenSomethingIsWrong_IsRefused(string json, string code) =>
        Refusals.Expect(code, "", () => RedriveParser.Parse(Encoding.UTF8.GetBytes(json)));

    private static byte[] Rejecting(string detail) =>
        Encoding.UTF8.GetBytes($$"""{"receiptHandles":["a"],"detail":"{{detail}}"}""");
}
