using System.Net;
using Engramm.Care.Access;
using Engramm.Server.Tests.Live;

namespace Engramm.Server.Tests.Staff;

/// <summary>An administrator makes tokens of devices; each is seen once.</summary>
public sealed class DevicesPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_shown_once_and_by_administrators_alone()
    {
        await using var server = await PracticeServer.StartAsync();
        using var device = await FhirDevice.NewAsync(server);
        using var administrator = await server.AsAsync(Role.Administrator);
        var page = await administrator.GetStringAsync("/practice/devices", Stop);
        Assert.Contains(device.Id, page, StringComparison.Ordinal);
        Assert.DoesNotContain(device.Token, page, StringComparison.Ordinal);
        using var physician = await server.AsAsync(Role.Physician);
        using var refused = await physician.GetAsync("/practice/devices", Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory]
    [InlineData("", "„“ ist keine Gerätenummer")]
    [InlineData("Monitor Süd", "„Monitor Süd“ ist keine Gerätenummer")]
    public async Task A_device_number_that_cannot_be_one_is_refused_and_shown_again(string name, string fault)
    {
        await using var server = await PracticeServer.StartAsync();
        using var administrator = await server.AsAsync(Role.Administrator);
        using var answer = await administrator.PostAsync("/practice/devices?lang=de", Sending.Form(("device", name)), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Contains(fault, page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{name}\"", page, StringComparison.Ordinal);
    }
}
