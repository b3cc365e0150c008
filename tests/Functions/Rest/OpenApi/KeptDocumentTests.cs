using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using QueueService.Functions.Rest.OpenApi;

namespace QueueService.Tests.Functions.Rest.OpenApi;

public sealed class KeptDocumentTests
{
    [Fact]
    public async Task Answer_WhenTheSameAddressAsksAgain_IsNotMadeAnew()
    {
        int made = 0;
        RouteEndpointBuilder endpoint = new(
            async context =>
            {
                made++;
                await context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes($"for {context.Request.Host}"));
            },
            RoutePatternFactory.Parse("/document"),
            order: 0);
        new Conventions(endpoint).KeepsDocument();
        foreach (string host in (string[])["one", "one", "two", "one"])
            Assert.Equal($"for {host}", await AskAsync(endpoint.RequestDelegate!, host));
        Assert.Equal(2, made);
    }

    private static async Task<string> AskAsync(RequestDelegate document, string host)
    {
        DefaultHttpContext context = new();
        using MemoryStream answer = new();
        context.Request.Host = new HostString(host);
        context.Response.Body = answer;
        await document(context);
        await context.Response.BodyWriter.FlushAsync();
        return Encoding.ASCII.GetString(answer.ToArray());
    }

    /// <summary>Applies what is to be done in the end at once.</summary>
    private sealed class Conventions(EndpointBuilder endpoint) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention) => convention(endpoint);

        public void Finally(Action<EndpointBuilder> finallyConvention) => finallyConvention(endpoint);
    }
}
