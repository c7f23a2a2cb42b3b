using System.Globalization;
using System.Text.Json;
using Engramm.TestKit;

namespace Engramm.Server.Tests.Hosting;

/// <summary>The command line of the models, as somebody types it: data on standard output, words on standard error.</summary>
[Trait("Needs", "Processes")]
public class PkCommandTests
{
    private const string Kamp = "pk simulate --model kamp2020 --weight 70";

    // The reference values of 35 mg over 40 min at 70 kg, closed form: 253.0518 at 40 min, 49.9062 at 120 min.
    [Fact]
    public async Task The_standard_infusion_comes_out_as_a_table_whose_numbers_read_back()
    {
        var end = await ServerProcess.RunAsync(Arguments($"{Kamp} --infuse|35 mg over 40 min|--until 24h --every 5min --format csv"), "", TestContext.Current.CancellationToken);
        Assert.Equal(0, end.ExitCode);
        var lines = end.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("time_min,cp_ng_ml", lines[0]);
        Assert.Equal(290, lines.Length);
        var values = lines[1..].Select(l => l.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray()).ToDictionary(r => r[0], r => r[1]);
        Assert.Equal(253.0518, values[40], 4);
        Assert.Equal(49.9062, values[120], 4);
        Assert.True(lines[9].Split(',')[1].Length >= 11);
        Assert.Contains("Not for dosing or discharge decisions", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_for_comes_as_columns_in_that_order()
    {
        var end = await RunAsync(
            $"{Kamp} --infuse|0,5 mg/kg über 40 min|--bolus|7 mg at 60 min|--rate|35 mg/h from 90 to 100 min|--until 2h --every 30min --effect-site fast --metabolites --venous --population 200 --seed 1 --percentiles 5,50,97.5");
        Assert.Equal(0, end.ExitCode);
        Assert.StartsWith(
            "time_min,cp_ng_ml,ce_ng_ml,nk_ng_ml,cv_ng_ml,cp_p5_ng_ml,cp_p50_ng_ml,cp_p97.5_ng_ml,ce_p5_ng_ml,ce_p50_ng_ml,ce_p97.5_ng_ml\n", end.Output, StringComparison.Ordinal);
        Assert.Equal(6, end.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Contains("Column cv_ng_ml is exploratory", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_table_as_JSON_says_what_it_is()
    {
        var end = await RunAsync("pk simulate --model simons2022 --weight 70 --infuse|20 mg over 20 min|--until 40min --every 20min --metabolites --exploratory --format json");
        using var table = JsonDocument.Parse(end.Output);
        var root = table.RootElement;
        Assert.Equal(("simons2022", "esketamine", "arterial", "base"), (root.GetProperty("model").GetString(), root.GetProperty("substance").GetString(), root.GetProperty("site").GetString(), root.GetProperty("amounts_as").GetString()));
        Assert.False(root.GetProperty("established").GetBoolean());
        Assert.Equal(["time_min", "cp_ng_ml", "nk_ng_ml", "hnk_ng_ml"], root.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!), StringComparer.Ordinal);
        Assert.Equal(268.0, root.GetProperty("rows")[1][1].GetDouble(), 1);
        Assert.Contains(root.GetProperty("notes").EnumerateArray(), n => n.GetString()!.Contains("exploratory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_nasal_dose_takes_its_own_route()
    {
        var end = await RunAsync("pk simulate --model perez-ruixo2021 --weight 70 --bolus|56 mg|--route nasal --until 40min --every 20min --metabolites");
        Assert.Equal(0, end.ExitCode);
        Assert.StartsWith("time_min,cp_ng_ml,nk_ng_ml\n0,0,0\n", end.Output, StringComparison.Ordinal);
        Assert.Contains("Age is not known", end.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Kamp + " --infuse|35 mg HCl over 40 min|--until 1h", 1, "30.345 mg base")]
    [InlineData("pk simulate --model kamp2020 --weight 300 --infuse|35 mg over 40 min|--until 1h", 1, "weight 300 is outside the range; allowed are 30 to 250")]
    [InlineData("pk simulate --model nobody --weight 70 --infuse|35 mg over 40 min|--until 1h", 2, "There is no model 'nobody'")]
    [InlineData(Kamp + " --until 1h", 2, "Nothing is given")]
    [InlineData(Kamp + " --infuse|35 mg over 40 min", 2, "--until")]
    public async Task What_is_refused_names_value_and_range_and_writes_no_data(string line, int code, string reason)
    {
        var end = await RunAsync(line);
        Assert.Equal(code, end.ExitCode);
        Assert.Contains(reason, end.Errors, StringComparison.Ordinal);
        Assert.Empty(end.Output);
    }

    [Fact]
    public async Task The_models_are_listed_for_people_and_programs()
    {
        var table = await RunAsync("pk models");
        Assert.Equal(0, table.ExitCode);
        Assert.Contains("kamp2020 ", table.Output, StringComparison.Ordinal);
        Assert.Contains("not_stated", table.Output, StringComparison.Ordinal);

        var json = await RunAsync("pk models --json");
        using var list = JsonDocument.Parse(json.Output);
        var nasal = list.RootElement.GetProperty("models").EnumerateArray().Single(m => m.GetProperty("id").GetString() is "perez-ruixo2021");
        Assert.Equal(["iv", "nasal", "oral"], nasal.GetProperty("routes").EnumerateArray().Select(r => r.GetString()!), StringComparer.Ordinal);
        Assert.True(nasal.GetProperty("sources").GetArrayLength() > 0);
        Assert.Equal("crps-dahan2011", list.RootElement.GetProperty("slow_effects")[0].GetProperty("id").GetString());
    }

    private static Task<ProgramEnd> RunAsync(string line) => Verb.RunAsync(Arguments(line));

    /// <summary>Words between bars are one argument, as between quotes in a shell.</summary>
    private static IEnumerable<string> Arguments(string line) =>
        line.Split('|').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
