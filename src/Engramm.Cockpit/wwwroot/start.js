// Starts the cockpit. The runtime would turn what runs often into WebAssembly while it runs: that costs a start a quarter of its time
// and a running cockpit, which draws once a second, more than it gains. The planner, which calculates, starts with it.
Blazor.start({ configureRuntime: (runtime) => runtime.withRuntimeOptions(['--no-jiterpreter-traces-enabled']) });

// What the cockpit asks for first comes while its program still starts. Not the sheet, which says what time it is.
const session = /^\/cockpit\/([0-9a-f-]{36})$/.exec(location.pathname)?.[1];
if (session) {
  for (const href of [`/api/sessions/${session}/events?after=0`, `/cockpit/${session}/content`]) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href }));
  }
}
