using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Service;

/// <summary>What the service is, where its calls are described, and how to be let in.</summary>
/// <param name="Version">Of the program.</param>
/// <param name="Access">Whether a key is asked for.</param>
/// <param name="SignIn">By what people can sign in: <c>key</c>, <c>entra</c>; none where no key is asked for.</param>
internal sealed record RootAnswer(
    string Status,
    string Openapi,
    string Version,
    [property: AllowedValues("keys", "off")] string Access,
    IReadOnlyList<string> SignIn);
