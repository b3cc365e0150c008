using QueueService.Features;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Features;

/// <summary>Reads which level is wanted.</summary>
internal static class FeatureParser
{
    /// <summary>Far more than there will ever be; whether a level is known is the broker's matter.</summary>
    public const int HighestLevel = 1000;

    private static readonly MemberNames Members = new("level");

    public static FeatureLevel Parse(ReadOnlySpan<byte> body)
    {
        int? level = null;
        var json = new RequestJson(body);
        uint seen = 0;
        while (json.NextMember(Members, ref seen) >= 0)
            level = json.Number(1, HighestLevel, ProblemCode.InvalidRequest);
        json.End();
        return level is { } given
            ? new FeatureLevel(given)
            : throw ProblemException.BadRequest(
                ProblemCode.InvalidRequest, "The request needs a 'level'. GET /v1/service shows which there are.");
    }
}
