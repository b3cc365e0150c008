using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure;

/// <summary>The examples of "Authorize with Shared Key" in the storage services REST reference.</summary>
public sealed class StringToSignTests
{
    [Theory]
    [InlineData("testaccount1", "http://testaccount1.table.core.windows.net/Tables", "/testaccount1/Tables")]
    [InlineData("myaccount", "https://myaccount.table.core.windows.net/t?comp=acl&x=1", "/myaccount/t?comp=acl")]
    [InlineData("myaccount", "https://myaccount.table.core.windows.net/t()?$top=1", "/myaccount/t()")]
    [InlineData("devstoreaccount1", "http://127.0.0.1:1/devstoreaccount1/t", "/devstoreaccount1/devstoreaccount1/t")]
    public void Table_WhenResourceIsGiven_IsTheDateAndTheResource(string account, string uri, string resource)
    {
        var request = NewRequest(RequestMethod.Get, uri, "Sun, 11 Oct 2009 19:52:39 GMT");

        Assert.Equal($"Sun, 11 Oct 2009 19:52:39 GMT\n{resource}", StringToSign.Table(account, request));
    }

    [Fact]
    public void Blob_WhenBlobIsUploaded_CoversLengthTypeAndHeaders()
    {
        var request = NewRequest(
            RequestMethod.Put, "http://myaccount.blob.core.windows.net/mycontainer/hello.txt", "Fri, 26 Jun 2015 23:39:12 GMT");
        request.Headers.SetValue("x-ms-version", "2015-02-21");
        request.Headers.SetValue("X-Ms-Blob-Type", "BlockBlob");
        request.Headers.SetValue("Content-Type", "text/plain; charset=UTF-8");
        request.Content = RequestContent.Create(Encoding.ASCII.GetBytes("hello world"));

        Assert.Equal(
            "PUT\n\n\n11\n\ntext/plain; charset=UTF-8\n\n\n\n\n\n\nx-ms-blob-type:BlockBlob\n"
            + "x-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2015-02-21\n/myaccount/mycontainer/hello.txt",
            StringToSign.Blob("myaccount", request));
    }

    private static Request NewRequest(RequestMethod method, string uri, string date)
    {
        using var transport = new HttpClientTransport();
        var request = transport.CreateRequest();
        request.Method = method;
        request.Uri.Reset(new Uri(uri));
        request.Headers.SetValue("x-ms-date", date);
        return request;
    }
}
