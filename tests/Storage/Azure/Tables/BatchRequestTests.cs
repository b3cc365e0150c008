using System.Text;
using QueueService.Storage.Azure.Tables;

namespace QueueService.Tests.Storage.Azure.Tables;

public sealed class BatchRequestTests
{
    private readonly TableUri _uri = new(new Uri("http://127.0.0.1:1/acc"), "t");

    [Fact]
    public void Encode_WhenOperationsDiffer_WritesOneChangeset()
    {
        const string start = "--changeset_queue\r\nContent-Type: application/http\r\n"
            + "Content-Transfer-Encoding: binary\r\n\r\n";
        const string headers = "Accept: application/json;odata=nometadata\r\nDataServiceVersion: 3.0;\r\n";
        const string body = "Content-Type: application/json\r\nPrefer: return-no-content\r\n\r\n";

        var text = Encode(
            TableOperation.Replace(new TableEntity("p", "a").Add("N", 5), "W/\"v\""),
            TableOperation.Insert(new TableEntity("p", "b").Add("B", new byte[] { 0xfb, 0xff, 1 })),
            TableOperation.Delete("p", "c'd"));

        Assert.Equal(
            "--batch_queue\r\nContent-Type: multipart/mixed; boundary=changeset_queue\r\n\r\n"
            + start + "PUT http://127.0.0.1:1/acc/t(PartitionKey='p',RowKey='a') HTTP/1.1\r\n"
            + headers + "If-Match: W/\"v\"\r\n" + body
            + "{\"PartitionKey\":\"p\",\"RowKey\":\"a\",\"N@odata.type\":\"Edm.Int64\",\"N\":\"5\"}\r\n"
            + start + "POST http://127.0.0.1:1/acc/t HTTP/1.1\r\n" + headers + body
            + "{\"PartitionKey\":\"p\",\"RowKey\":\"b\",\"B@odata.type\":\"Edm.Binary\",\"B\":\"+/8B\"}\r\n"
            + start + "DELETE http://127.0.0.1:1/acc/t(PartitionKey='p',RowKey='c%27%27d') HTTP/1.1\r\n"
            + headers + "If-Match: *\r\n\r\n\r\n"
            + "--changeset_queue--\r\n--batch_queue--\r\n",
            text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Encode_WhenThereAreTooFewOrTooMany_Throws(int count)
    {
        var operations = Enumerable.Range(0, count).Select(index => TableOperation.Delete("p", $"{index}")).ToArray();

        Assert.Throws<ArgumentException>(() => Encode(operations));
    }

    private string Encode(params TableOperation[] operations) =>
        Encoding.UTF8.GetString(new BatchRequest(_uri).Encode(operations).Written.Span);
}
