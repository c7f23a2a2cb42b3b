// Starts the cockpit. The runtime would turn what runs often into WebAssembly while it runs: that costs a start a quarter of its time
// and a running cockpit, which draws once a second, more than it gains. The planner, which calculates, starts with it.
Blazor.start({ configureRuntime: (runtime) => runtime.withRuntimeOptions(['--no-jiterpreter-traces-enabled']) });
