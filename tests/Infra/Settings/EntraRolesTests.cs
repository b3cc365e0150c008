using System.Text.Json;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Settings;

/// <summary>The app roles that the README has registered are those that the program is told of.</summary>
public sealed class EntraRolesTests
{
    private static readonly JsonElement[] Registered =
        [.. JsonDocument.Parse(Repository.Read("infra/entra-roles.json")).RootElement.EnumerateArray()];

    [Fact]
    public async Task Roles_WhenRegistered_AreThoseOfTheDefault()
    {
        JsonElement parameter = (await Infrastructure.TemplateAsync()).Parameters
            .Single(parameter => parameter.Name is "entraRoles").Value;
        string[] known = [.. parameter.Text("defaultValue")!.Split(';').Select(pair => pair.Split('=')[0])];
        Assert.Equal(known, Registered.Select(role => role.Text("value")));
    }

    [Fact]
    public void Roles_WhenRegistered_AreForPeopleAndPrograms() => Assert.All(Registered, role =>
    {
        Assert.True(Guid.TryParse(role.Text("id"), out _));
        Assert.Equal(["User", "Application"], role.Items("allowedMemberTypes").Select(member => member.GetString()));
        Assert.True(role.At("isEnabled")!.Value.GetBoolean());
    });

    [Fact]
    public void Roles_WhenRegistered_HaveIdsOfTheirOwn() =>
        Assert.Equal(Registered.Length, Registered.Select(role => role.Text("id")).Distinct(StringComparer.Ordinal).Count());
}
