using System.Net;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Server.Access;
using Engramm.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Engramm.Server.Tests.Access;

/// <summary>
/// Every endpoint of the route table, asked as nobody and as every role, about the own and about another patient. What the answer
/// must be is read from content/access/permissions.yaml by this test alone, not by the rules it examines.
/// </summary>
public sealed partial class AccessMatrixTests(AccessMatrixTests.Answers answers) : IClassFixture<AccessMatrixTests.Answers>
{
    public enum Target
    {
        NoPatient,
        Own,
        Other,
    }

    private const string DevicesOnly = "(devices)";

    /// <summary>What one caller got.</summary>
    internal sealed record Asked(string Method, string Path, string? Permission, Role? Who, Target Target, int Status, string? Location, bool IsKeptNowhere)
    {
        public bool WasRefused => Status is 401 or 403 || (Status == 302 && Location!.StartsWith("/sign-in", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_endpoint_names_a_permission_of_the_table_or_says_why_it_is_open()
    {
        var table = Table();
        Assert.All(answers.Endpoints, e =>
        {
            var needs = e.Metadata.GetMetadata<Needs>();
            var open = e.Metadata.GetMetadata<OpenToAll>();
            var devices = e.Metadata.GetMetadata<ForDevices>();
            Assert.True(
                new object?[] { needs, open, devices }.Count(m => m is not null) == 1,
                $"{e.DisplayName} must have exactly one of a permission, a reason to be open, and the mark of an endpoint for devices.");
            Assert.True(needs is null || table.ContainsKey(needs.Permission), $"{e.DisplayName} needs '{needs?.Permission}', which permissions.yaml does not name.");
            Assert.True(open is null || open.Reason.Split(' ').Length >= 3, $"{e.DisplayName} is open to all without a reason.");
        });
    }

    [Fact]
    public void Every_answer_is_the_one_the_table_demands()
    {
        Assert.True(answers.All.Count > 100, $"Only {answers.All.Count} answers were collected.");
        AssertNone(Unexpected(Table()));
    }

    [Fact]
    public void A_table_that_says_otherwise_is_noticed()
    {
        var table = Table();
        table["read-session"].Remove("nurse");
        table["chart-session"]["coach"] = "any";
        var unexpected = Unexpected(table);
        Assert.Contains(unexpected, u => u.Contains("Nurse", StringComparison.Ordinal));
        Assert.Contains(unexpected, u => u.Contains("Coach", StringComparison.Ordinal));
    }

    [Fact]
    public void No_endpoint_falls_over_when_asked_with_nothing_in_hand() =>
        AssertNone([.. answers.All.Where(a => a.Status >= 500).Select(a => $"{a.Method} {a.Path} as {a.Who}: {a.Status}")]);

    [Fact]
    public void No_cache_keeps_what_a_signed_in_person_is_answered()
    {
        // The phone's service worker is the same for everybody and says itself how long it is good; an address that is no route names nobody.
        AssertNone([.. answers.All.Where(a => a.Who is not null && !a.IsKeptNowhere && a.Path is not "/companion/sw.js" && (a.Permission is not null || a.Status is not 404)).Select(a => $"{a.Method} {a.Path} as {a.Who}: {a.Status}")]);
        Assert.Contains(answers.All, a => a is { Who: null, IsKeptNowhere: false, Status: 200 });
    }

    private static void AssertNone(List<string> found) => Assert.True(found.Count == 0, $"{found.Count} unexpected:\n{string.Join('\n', found)}");

    private List<string> Unexpected(Dictionary<string, Dictionary<string, string>> table) =>
        [.. answers.All.Where(a => a.WasRefused == May(table, a)).Select(a => $"{a.Method} {a.Path} ({a.Permission ?? "open"}) as {a.Who?.ToString() ?? "nobody"}, {a.Target}: {a.Status} {a.Location}")];

    private static bool May(Dictionary<string, Dictionary<string, string>> table, Asked asked)
    {
        if (asked.Permission is null)
        {
            return true;
        }

        // Devices have tokens; no person's sign-in opens what is theirs.
        if (asked.Permission is DevicesOnly)
        {
            return false;
        }

        if (asked.Who is not { } who || !table[asked.Permission].TryGetValue(who.ToString().ToLowerInvariant(), out var reach))
        {
            return false;
        }

        return asked.Target == Target.NoPatient || reach switch
        {
            "any" => true,
            "named" => who == Role.Physician || (who == Role.Therapist && asked.Target == Target.Own),
            "assigned" => who == Role.Coach && asked.Target == Target.Own,
            "self" => who == Role.Patient && asked.Target == Target.Own,
            "yes" => false,
            _ => throw new InvalidOperationException($"permissions.yaml says '{reach}', which means nothing."),
        };
    }

    /// <summary>permission → role → reach, read line by line.</summary>
    private static Dictionary<string, Dictionary<string, string>> Table() =>
        File.ReadLines(Path.Combine(Repository.Content, "access", "permissions.yaml"))
            .Select(l => Row().Match(l))
            .Where(m => m.Success)
            .ToDictionary(
                m => m.Groups["permission"].Value,
                m => m.Groups["roles"].Value.Split(',').Select(r => r.Split(':')).ToDictionary(r => r[0].Trim(), r => r[1].Trim(), StringComparer.Ordinal),
                StringComparer.Ordinal);

    [GeneratedRegex(@"^  (?<permission>[a-z-]+):\s*\{(?<roles>[^}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    /// <summary>Asks once for all tests of the class.</summary>
    public sealed partial class Answers : IAsyncLifetime
    {
        private readonly List<Asked> all = [];

        internal IReadOnlyList<Asked> All => all;

        internal IReadOnlyList<RouteEndpoint> Endpoints { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await using var server = await PracticeServer.StartAsync();
            Endpoints = [.. EndpointsOf(server.App)];
            // What could change the practice comes last, so that it spoils no earlier answer.
            var questions = Endpoints.SelectMany(Questions).OrderBy(q => q.Method is "GET" ? 0 : 1).ThenBy(q => q.Who == Role.Administrator ? 1 : 0).ToList();
            var callers = new Dictionary<Role, HttpClient>();
            foreach (var role in Enum.GetValues<Role>())
            {
                // The first look at the second factor makes a key and renews the sign-in; these callers keep theirs.
                using (var first = await server.AsAsync(role))
                {
                    using var key = await first.GetAsync("/account/second-factor", TestContext.Current.CancellationToken);
                }

                callers[role] = await server.AsAsync(role);
            }

            using var nobody = server.Caller();
            foreach (var question in questions)
            {
                await AskAsync(server, question.Who is { } who ? callers[who] : nobody, question);
            }

            foreach (var caller in callers.Values)
            {
                caller.Dispose();
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        internal static IEnumerable<RouteEndpoint> EndpointsOf(WebApplication app) =>
            ((IEndpointRouteBuilder)app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

        private static IEnumerable<(RouteEndpoint Endpoint, string Method, Role? Who, Target Target)> Questions(RouteEndpoint endpoint)
        {
            var isAboutPatient = endpoint.RoutePattern.Parameters.Any(p => p.Name is "patientId" or "sessionId");
            var targets = isAboutPatient ? (Target[])[Target.Own, Target.Other] : [Target.NoPatient];
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
            return from method in methods
                   // Starting the fictional practice over would end all of this; FictionalPracticeTests asks those.
                   where method is "GET" || endpoint.Metadata.GetMetadata<FictionalOnly>() is null
                   from target in targets
                   from who in Enum.GetValues<Role>().Cast<Role?>().Prepend(null)
                   select (endpoint, method, who, target);
        }

        private async Task AskAsync(PracticeServer server, HttpClient caller, (RouteEndpoint Endpoint, string Method, Role? Who, Target Target) question)
        {
            var path = Fill(question.Endpoint.RoutePattern.RawText!, server.People, question.Target);
            using var request = new HttpRequestMessage(new HttpMethod(question.Method), path);
            if (question.Method is not "GET")
            {
                request.Content = path.StartsWith("/api/", StringComparison.Ordinal) ? Sending.Json("{}") : Sending.Form();
            }

            using var answer = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            all.Add(new Asked(
                question.Method, path, question.Endpoint.Metadata.GetMetadata<Needs>()?.Permission ?? (question.Endpoint.Metadata.GetMetadata<ForDevices>() is null ? null : AccessMatrixTests.DevicesOnly), question.Who, question.Target,
                (int)answer.StatusCode, answer.Headers.Location?.ToString(), answer.Headers.CacheControl?.NoStore == true));
        }

        private static string Fill(string pattern, SeededPractice people, Target target)
        {
            var path = Parameter().Replace(pattern, p => p.Groups["name"].Value switch
            {
                "patientId" => (target == Target.Own ? people.OwnPatient : people.OtherPatient).ToString(),
                "sessionId" => (target == Target.Own ? people.OwnSession : people.OtherSession).ToString(),
                "accountId" => people.Spare.Id.ToString(),
                _ when p.Groups["kind"].Value.Contains("guid", StringComparison.Ordinal) => Guid.NewGuid().ToString(),
                _ when p.Groups["kind"].Value is ":int" or ":long" => "1",
                _ => "x",
            });
            return path.StartsWith('/') ? path : "/" + path;
        }

        [GeneratedRegex(@"\{\*{0,2}(?<name>[A-Za-z]+)(?<kind>:[^}?]*)?\??\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Parameter();
    }
}
