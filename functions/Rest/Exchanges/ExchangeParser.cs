using System.Text.Json;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Functions.Rest.Queues;

namespace QueueService.Functions.Rest.Exchanges;

/// <summary>Reads settings of an exchange.</summary>
internal static class ExchangeParser
{
    private static readonly MemberNames Members = new("type", "syntax", "alternateExchange", "internal", "tags");

    public static ExchangeChange Parse(ReadOnlySpan<byte> body)
    {
        var change = new ExchangeChange();
        if (body.IsEmpty)
            return change;
        var json = new RequestJson(body);
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
            change = With(change, member, ref json);
        json.End();
        return change;
    }

    private static ExchangeChange With(ExchangeChange change, int member, ref RequestJson json) => member switch
    {
        0 => change with { Type = json.Word(ExchangeWords.Types, ProblemCode.InvalidSetting) },
        1 => change with { Syntax = json.Word(ExchangeWords.Syntaxes, ProblemCode.InvalidSetting) },
        2 => json.Kind == JsonTokenType.Null
            ? change with { RemovesAlternate = true }
            : change with { Alternate = ExchangeName.Parse(json.Text()) },
        3 => change with { IsInternal = json.Boolean() },
        4 => change with { Tags = TagParser.Read(ref json) },
        _ => throw new InvalidOperationException($"Setting {member} of {Members.Listed} is not read."),
    };
}
