using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Sqs.Signing;

namespace QueueService.Tests.Functions.Sqs.Signing;

/// <summary>
/// The kinds of requests that AWS publishes as a test suite of Signature Version 4, with what the published algorithm
/// makes of each, written out.
/// </summary>
public sealed class CanonicalRequestTests
{
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("/", "/")]
    [InlineData("//", "/")]
    [InlineData("/./", "/")]
    [InlineData("/../", "/")]
    [InlineData("/a/..", "/")]
    [InlineData("/a/../..", "/")]
    [InlineData("/a/b/..", "/a")]
    [InlineData("/a//b/", "/a/b/")]
    [InlineData("/./a", "/a")]
    [InlineData("/000000000000/orders.fifo", "/000000000000/orders.fifo")]
    [InlineData("/-._~0123456789abcXYZ", "/-._~0123456789abcXYZ")]
    [InlineData("/a%20b", "/a%2520b")]
    [InlineData("/%E1%88%B4", "/%25E1%2588%25B4")]
    [InlineData("/a:b@c=d,e", "/a%3Ab%40c%3Dd%2Ce")]
    public void Path_WhenOdd_IsNormalizedAndEncodedOnceMore(string path, string canonical) =>
        Assert.Equal(canonical, Lines(path)[1]);

    [Theory]
    [InlineData("", "")]
    [InlineData("a=b", "a=b")]
    [InlineData("b=2&a=1", "a=1&b=2")]
    [InlineData("a=2&a=1", "a=1&a=2")]
    [InlineData("a=", "a=")]
    [InlineData("a", "a=")]
    [InlineData("a&b", "a=&b=")]
    [InlineData("=a", "=a")]
    [InlineData("&&a=1&", "a=1")]
    [InlineData("a=1=2", "a=1%3D2")]
    [InlineData("a=x%20y", "a=x%20y")]
    [InlineData("a=x+y", "a=x%20y")]
    [InlineData("a=%2b", "a=%2B")]
    [InlineData("a=%E1%88%B4", "a=%E1%88%B4")]
    [InlineData("%E1%88%B4=a", "%E1%88%B4=a")]
    [InlineData("a=ሴ", "a=%E1%88%B4")]
    [InlineData("a=%zz%4", "a=%25zz%254")]
    [InlineData("a=%7E-_.!*'()", "a=~-_.%21%2A%27%28%29")]
    [InlineData("A=1&a=1&_=1", "A=1&_=1&a=1")]
    [InlineData("a1=1&a=2&a-b=3", "a=2&a-b=3&a1=1")]
    public void Query_WhenOdd_IsDecodedEncodedAndSorted(string query, string canonical) =>
        Assert.Equal(canonical, Lines("/?" + query)[2]);

    [Fact]
    public void Headers_WhenTheyComeTwice_AreJoinedInTheirOrder() => Assert.Equal(
        ["host:example.org", "my-header1:value2,value1,value3", "", "host;my-header1", Empty],
        Lines("/", "host;my-header1", ("My-Header1", "value2"), ("My-Header1", "value1"), ("My-Header1", "value3"))[3..]);

    [Fact]
    public void Headers_WhenTheyHaveSpaces_AreTrimmedAndSqueezed() => Assert.Equal(
        ["host:example.org", "my-header1:a b c", "my-header2:\"a b c\"", "my-header3:"],
        Lines(
            "/",
            "host;my-header1;my-header2;my-header3",
            ("My-Header1", "  a   b  c "),
            ("My-Header2", "\"a  b    c\""),
            ("My-Header3", ""))[3..7]);

    [Fact]
    public void Headers_WhenOneIsMissing_CountAsEmpty() =>
        Assert.Equal("absent:", Lines("/", "absent;host")[3]);

    [Fact]
    public void Headers_WhenTheyAreNotAscii_AreUtf8() =>
        Assert.Equal("my-header1:ሴ", Lines("/", "host;my-header1", ("My-Header1", "ሴ"))[4]);

    [Fact]
    public void Query_WhenPresigned_LeavesOutTheSignatureAlone()
    {
        Signature presigned = new("k", "20150830/r/sqs/aws4_request", "host", [], "", TimeSpan.FromMinutes(1));
        Assert.Equal("X-Amz-Date=1&a=b", Text("/?a=b&X-Amz-Signature=00&X-Amz-Date=1", presigned).Split('\n')[2]);
    }

    private static string[] Lines(string target, string signedHeaders = "host", params (string Name, string Value)[] headers) =>
        Text(target, new Signature("k", "20150830/r/sqs/aws4_request", signedHeaders, [], "", null), headers).Split('\n');

    private static string Text(string target, Signature signature, params (string Name, string Value)[] headers)
    {
        DefaultHttpContext context = new();
        HttpRequest request = context.Request;
        request.Method = "GET";
        request.Host = new HostString("example.org");
        string[] parts = target.Split('?', 2);
        request.Path = new PathString("/decoded");
        request.QueryString = new QueryString(parts.Length > 1 ? "?" + parts[1] : "");
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        foreach ((string name, string value) in headers)
            request.Headers.Append(name, value);
        using PooledBytes text = new(16);
        CanonicalRequest.Write(text, request, signature, "example.org", Empty);
        return Encoding.UTF8.GetString(text.Span);
    }
}
