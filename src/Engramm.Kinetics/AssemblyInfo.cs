using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Engramm.Kinetics.Tests")]
