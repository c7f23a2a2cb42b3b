using Engramm.Kinetics.Models;
using Engramm.Quantities;

namespace Engramm.Kinetics.Populations;

/// <summary>
/// Virtual people for one model: for each their volumes (L) and flows (L/min), kept parameter by parameter so that eight can be
/// calculated at once. Bare doubles by purpose; the parameters are checked when they are made.
/// </summary>
public sealed class VirtualPeople
{
    /// <summary>People are calculated in blocks of this many.</summary>
    public const int PerBlock = 16;

    internal const int Columns = 6;

    private static readonly int Parameters = Enum.GetValues<ModelParameter>().Length;

    private readonly double[][] parameters;

    private VirtualPeople(int count, double[][] parameters)
    {
        Count = count;
        this.parameters = parameters;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>How many blocks they fill; the last may be filled up with copies that no result shows.</summary>
    public int Blocks => (Count + PerBlock - 1) / PerBlock;

    /// <summary>V1, CL, V2, Q2, V3, Q3 of block after block; a compartment that does not exist has volume 1 and flow 0.</summary>
    internal ReadOnlySpan<double> Column(int column) => parameters[column];

    /// <summary>
    /// People with these parameters, for research and comparison. All lists have one entry for each person; volumes in L,
    /// flows in L/min, all positive. Leave the peripheral lists empty for a model with fewer compartments.
    /// </summary>
    public static Checked<VirtualPeople> Of(
        IReadOnlyList<double> centralVolumes,
        IReadOnlyList<double> clearances,
        IReadOnlyList<double> firstVolumes,
        IReadOnlyList<double> firstFlows,
        IReadOnlyList<double> secondVolumes,
        IReadOnlyList<double> secondFlows)
    {
        var count = centralVolumes.Count;
        (string Name, IReadOnlyList<double> Values, double Absent)[] given =
        [
            ("centralVolumes", centralVolumes, double.NaN), ("clearances", clearances, double.NaN),
            ("firstVolumes", firstVolumes, 1), ("firstFlows", firstFlows, 0),
            ("secondVolumes", secondVolumes, 1), ("secondFlows", secondFlows, 0),
        ];
        var findings = new List<KineticsFinding>();
        var columns = Empty(count);
        for (var column = 0; column < Columns; column++)
        {
            var (name, values, absent) = given[column];
            if (values.Count != count && (values.Count != 0 || double.IsNaN(absent)))
            {
                findings.Add(new KineticsFinding(KineticsFault.OutOfRange, name, values.Count, count, count));
                continue;
            }

            for (var person = 0; person < count; person++)
            {
                var value = values.Count == 0 ? absent : values[person];
                columns[column][person] = value;
                if (values.Count > 0 && !(value > 0 && double.IsFinite(value)))
                {
                    findings.Add(new KineticsFinding(double.IsFinite(value) ? KineticsFault.NotPositive : KineticsFault.NotFinite, $"{name}[{person}]", value, Least: 0));
                }
            }
        }

        if (count == 0)
        {
            findings.Add(new KineticsFinding(KineticsFault.OutOfRange, "centralVolumes", 0, Least: 1));
        }

        if (findings.Count > 0)
        {
            return Checked.Refused<VirtualPeople>(findings);
        }

        FillUp(columns, count);
        return Checked.Sound(new VirtualPeople(count, columns));
    }

    /// <summary>
    /// People of one weight who differ as a variability says. The same seed gives the same people on every machine, and person
    /// 17 is the same in a group of 200 and in one of a million.
    /// </summary>
    public static Checked<VirtualPeople> Draw(MammillaryModel model, Kilograms weight, Variability variability, int count, ulong seed)
    {
        var typical = model.At(weight);
        var factor = variability.Factor(model);
        var findings = typical.Findings.Concat(factor.Findings).ToList();
        if (count is < 1 or > Population.MostSubjects)
        {
            findings.Add(new KineticsFinding(KineticsFault.OutOfRange, "subjects", count, 1, Population.MostSubjects));
        }

        if (findings.Count > 0)
        {
            return Checked.Refused<VirtualPeople>(findings);
        }

        var columns = Empty(count);
        Span<double> typicalRow = stackalloc double[Columns];
        TypicalRow(typical.Required(), typicalRow);
        Span<double> factors = stackalloc double[Parameters];
        for (var person = 0; person < count; person++)
        {
            Factors(factor.Required(), RandomNumbers.OfSubject(seed, person), factors);
            for (var column = 0; column < Columns; column++)
            {
                columns[column][person] = typicalRow[column] * factors[(int)ParameterOf(column)];
            }
        }

        FillUp(columns, count);
        return Checked.Sound(new VirtualPeople(count, columns));
    }

    /// <summary>One person by the readable path.</summary>
    internal Disposition Person(int person) => new(
        parameters[0][person],
        parameters[1][person],
        [.. new[] { new Exchange(parameters[2][person], parameters[3][person]), new Exchange(parameters[4][person], parameters[5][person]) }.Where(e => e.Flow > 0)]);

    private static ModelParameter ParameterOf(int column) => column switch
    {
        0 => ModelParameter.CentralVolume,
        1 => ModelParameter.Clearance,
        2 => ModelParameter.FirstVolume,
        3 => ModelParameter.FirstFlow,
        4 => ModelParameter.SecondVolume,
        _ => ModelParameter.SecondFlow,
    };

    private static void TypicalRow(Disposition typical, Span<double> row)
    {
        (row[0], row[1]) = (typical.CentralVolume, typical.Clearance);
        for (var peripheral = 0; peripheral < MammillaryModel.MostPeripherals; peripheral++)
        {
            var exchange = peripheral < typical.Compartments - 1 ? typical.Exchange(peripheral) : new Exchange(1, 0);
            (row[2 + (2 * peripheral)], row[3 + (2 * peripheral)]) = (exchange.Volume, exchange.Flow);
        }
    }

    private static void Factors(double[,] factor, RandomNumbers random, Span<double> factors)
    {
        Span<double> normal = stackalloc double[Parameters];
        foreach (ref var number in normal)
        {
            number = random.NextNormal(Population.MostDeviations);
        }

        for (var i = 0; i < Parameters; i++)
        {
            var logarithm = 0.0;
            for (var j = 0; j <= i; j++)
            {
                logarithm += factor[i, j] * normal[j];
            }

            factors[i] = Math.Exp(logarithm);
        }
    }

    private static double[][] Empty(int count)
    {
        var padded = (count + PerBlock - 1) / PerBlock * PerBlock;
        return [.. Enumerable.Range(0, Columns).Select(_ => new double[padded])];
    }

    private static void FillUp(double[][] columns, int count)
    {
        foreach (var column in columns)
        {
            column.AsSpan(count).Fill(column[count - 1]);
        }
    }
}
