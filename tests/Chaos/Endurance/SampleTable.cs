using System.Globalization;

namespace QueueService.Tests.Chaos.Endurance;

/// <summary>Samples as comma-separated values.</summary>
internal static class SampleTable
{
    public static string Write(IReadOnlyList<Measure> measures, IReadOnlyList<Sample> samples)
    {
        IEnumerable<string> names = measures.Select(measure => $"{measure.Group}: {measure.Name} ({measure.Unit})")
            .Select(name => name.Contains(',', StringComparison.Ordinal) ? $"\"{name}\"" : name);
        IEnumerable<string> rows = samples.Select(sample => string.Join(
            ',', measures.Select(measure => Text(measure.Of(sample))).Prepend(Text(sample.Minutes))));
        return string.Join('\n', rows.Prepend($"minutes,{string.Join(',', names)}")) + "\n";
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
