using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Engramm.Kinetics.Tests")]
[assembly: InternalsVisibleTo("Engramm.Bench")]
