using Engramm.EndToEnd.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: Trait("Needs", "Browser")]
// While one journey waits for its session, another works. Those that hold a clock to the screen run alone.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 2)]
