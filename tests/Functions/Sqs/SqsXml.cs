using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Answers of the Query protocol in the form that the JSON protocol gives them, as SDKs make of them.</summary>
internal static class SqsXml
{
    private static readonly string[] Numbers =
    [
        "ApproximateNumberOfMessagesMoved", "ApproximateNumberOfMessagesToMove", "MaxNumberOfMessagesPerSecond",
        "StartedTimestamp",
    ];

    public static JsonElement ToJson(XElement response, string action)
    {
        Assert.Equal(action + "Response", response.Name.LocalName);
        XElement? result = response.Elements().SingleOrDefault(element => element.Name.LocalName.EndsWith("Result", StringComparison.Ordinal));
        JsonObject answer = result is null ? [] : Structure(result);
        if (action is "ListQueues" or "ListDeadLetterSourceQueues" && result is not null)
        {
            JsonArray urls = [.. Children(result, "QueueUrl").Select(url => (JsonNode)url.Value)];
            answer.Remove("QueueUrl");
            if (urls.Count > 0)
                answer[action is "ListQueues" ? "QueueUrls" : "queueUrls"] = urls;
        }

        return JsonSerializer.Deserialize<JsonElement>(answer);
    }

    private static JsonObject Structure(XElement element)
    {
        JsonObject structure = [];
        foreach (IGrouping<string, XElement> member in element.Elements().GroupBy(child => child.Name.LocalName, StringComparer.Ordinal))
            Add(structure, member.Key, [.. member]);
        return structure;
    }

    private static void Add(JsonObject structure, string name, XElement[] elements)
    {
        switch (name)
        {
            case "Attribute" or "Tag":
                structure[name + "s"] = Map(elements, entry => Children(entry, "Value").Single().Value);
                break;
            case "MessageAttribute":
                structure[name + "s"] = Map(elements, entry => Structure(Children(entry, "Value").Single()));
                break;
            case "Message" when elements[0].HasElements:
                structure["Messages"] = List(elements);
                break;
            case "BatchResultErrorEntry":
                structure["Failed"] = List(elements);
                break;
            case "ListMessageMoveTasksResultEntry":
                structure["Results"] = List(elements);
                break;
            case "SenderFault":
                structure[name] = string.Equals(elements.Single().Value, "true", StringComparison.Ordinal);
                break;
            case not null when name.EndsWith("ResultEntry", StringComparison.Ordinal):
                structure["Successful"] = List(elements);
                break;
            case not null when Numbers.Contains(name, StringComparer.Ordinal):
                structure[name] = long.Parse(elements.Single().Value, CultureInfo.InvariantCulture);
                break;
            default:
                structure[name!] = elements[0].Value;
                break;
        }
    }

    private static JsonArray List(XElement[] elements) => [.. elements.Select(element => (JsonNode)Structure(element))];

    private static JsonObject Map(XElement[] elements, Func<XElement, JsonNode> value)
    {
        JsonObject map = [];
        foreach (XElement entry in elements)
            map[entry.Elements().First().Value] = value(entry);
        return map;
    }

    private static IEnumerable<XElement> Children(XElement element, string name) =>
        element.Elements().Where(child => string.Equals(child.Name.LocalName, name, StringComparison.Ordinal));
}
