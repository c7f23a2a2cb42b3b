using Engramm.EndToEnd.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: Trait("Needs", "Browser")]
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 2)]
