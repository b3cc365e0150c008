using System.Diagnostics;
using System.Text.RegularExpressions;
using QueueService.Access.Policies;

namespace QueueService.Tests.Core.Access;

public sealed class AccessPolicyTests
{
    [Theory]
    [InlineData("*", "orders", true)]
    [InlineData("orders", "orders", true)]
    [InlineData("orders", "Orders", false)]
    [InlineData("orders", "orders2", false)]
    [InlineData("orders*", "orders", true)]
    [InlineData("orders*", "my-orders", false)]
    [InlineData("*orders", "my-orders", true)]
    [InlineData("a*b*c", "axxbyyc", true)]
    [InlineData("a*b*c", "axxbyy", false)]
    [InlineData("*.fifo", "q.fifo", true)]
    [InlineData("*.fifo", "q-fifo", false)]
    [InlineData("q?", "q1", true)]
    [InlineData("q?", "q", false)]
    [InlineData("q?*", "q12", true)]
    [InlineData(
        "*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Matches_WhenGivenAName_KnowsItsOwn(string pattern, string name, bool isOne) =>
        Assert.Equal(isOne, Pattern(pattern).Matches(name));

    [Theory]
    [InlineData("*", "a*", true)]
    [InlineData("a*", "*", false)]
    [InlineData("a*", "ab*", true)]
    [InlineData("ab*", "a*", false)]
    [InlineData("a*c", "ab?c", true)]
    [InlineData("a?c", "a?c", true)]
    [InlineData("a?c", "a*c", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("abc", "a?c", false)]
    [InlineData("a**", "a*", true)]
    public void Covers_WhenGivenAPattern_SaysYesOnlyIfAllItsQueuesAreCovered(
        string pattern, string other, bool covers) =>
        Assert.Equal(covers, Pattern(pattern).Covers(Pattern(other)));

    [Fact]
    public void Patterns_WhenMadeAtRandom_AgreeWithRegularExpressions()
    {
        Random random = new(20261121);
        for (int n = 0; n < 2_000; n++)
        {
            QueuePattern pattern = Pattern(Letters(random, "ab*?", 1 + random.Next(6)));
            QueuePattern other = Pattern(Letters(random, "ab*?", 1 + random.Next(6)));
            string name = Letters(random, "ab", random.Next(8));
            bool matches = Expression(pattern).IsMatch(name);
            Assert.True(matches == pattern.Matches(name), $"{pattern} {name}");
            // What covers a pattern must match all that it matches.
            if (pattern.Covers(other) && Expression(other).IsMatch(name))
                Assert.True(matches, $"{pattern} covers {other}, but does not match {name}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("[a]")]
    public void TryParse_WhenItIsNoPattern_SaysSo(string text) => Assert.False(QueuePattern.TryParse(text, out _));

    [Fact]
    public void Allows_WhenNothingIsStated_DeniesAll()
    {
        foreach (AccessActions action in Enum.GetValues<AccessActions>())
            Assert.False(AccessPolicy.Nothing.Allows(action, QueueName.Parse("q")));
        Assert.False(AccessPolicy.Nothing.Sees(QueueName.Parse("q")));
        Assert.False(AccessPolicy.Nothing.AllowsOfService(AccessActions.Keys));
    }

    /// <summary>As many patterns as a key may have, each about as costly as one can be for these names.</summary>
    [Fact]
    public void Allows_WhenAKeyHasTheMostAndLongestPatterns_ComparesThemOnceForEachQueue()
    {
        QueuePattern[] patterns =
        [
            .. Enumerable.Range(0, Limits.MaxKeyPatterns).Select(n => Pattern($"*{new string('a', 40)}b{n:00}")),
        ];
        AccessPolicy policy = new(Enumerable.Range(0, Limits.MaxKeyStatements).Select(
            _ => new PolicyStatement(AccessActions.Send, patterns)));

        // Names that somebody made up do not keep what is found out later from being remembered.
        for (int n = 0; n < 1_000; n++)
            Assert.False(policy.Allows(AccessActions.Send, QueueName.Parse($"{n}")));
        QueueName name = QueueName.Parse(new string('a', Limits.MaxQueueNameLength));

        TimeSpan first = Took(() => policy.Allows(AccessActions.Send, name));
        TimeSpan again = Took(() =>
        {
            for (int n = 0; n < 100; n++)
                Assert.False(policy.Allows(AccessActions.Send, name));
        });

        // Some milliseconds; comparisons that go back to every star would take for ever.
        Assert.InRange(first, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(again, TimeSpan.Zero, 10 * first);
    }

    [Fact]
    public void AllowsOfService_WhenTheRoleIsForSomeQueues_Denies()
    {
        AccessPolicy some = new(AccessRole.Admin.On(Pattern("team-*")));
        Assert.True(some.Allows(AccessActions.Manage, QueueName.Parse("team-a")));
        Assert.False(some.Allows(AccessActions.Manage, QueueName.Parse("other")));
        Assert.False(some.AllowsOfService(AccessActions.Keys));
        Assert.False(some.AllowsOfService(AccessActions.Metrics));
        Assert.True(AccessPolicy.Everything.AllowsOfService(AccessActions.Keys));
    }

    [Fact]
    public void Covers_WhenPoliciesAreOfRoles_FollowsTheirActions()
    {
        Assert.True(AccessPolicy.Everything.Covers(AccessPolicy.Everything));
        AccessPolicy operators = new(AccessRole.Operator.On(QueuePattern.Everything));
        Assert.True(operators.Covers(new AccessPolicy(AccessRole.Viewer.On(QueuePattern.Everything))));
        Assert.False(operators.Covers(new AccessPolicy(AccessRole.Sender.On(Pattern("a")))));
        AccessPolicy both = new(AccessRole.Sender.On(Pattern("a*")), AccessRole.Receiver.On(Pattern("*")));
        PolicyStatement sendAndReceive = new(AccessActions.Send | AccessActions.Receive, [Pattern("ab")]);
        Assert.True(both.Covers(new AccessPolicy(sendAndReceive)));
        Assert.False(both.Covers(new AccessPolicy(new PolicyStatement(sendAndReceive.Actions, [Pattern("b")]))));
    }

    private static TimeSpan Took(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start);
    }

    private static QueuePattern Pattern(string text) =>
        QueuePattern.TryParse(text, out QueuePattern pattern) ? pattern : throw new InvalidOperationException(text);

    private static string Letters(Random random, string letters, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => letters[random.Next(letters.Length)]));

    private static Regex Expression(QueuePattern pattern) => new(
        $"^{pattern.Value.Replace("*", ".*", StringComparison.Ordinal).Replace("?", ".", StringComparison.Ordinal)}$",
        RegexOptions.NonBacktracking);
}
