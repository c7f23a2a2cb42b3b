// The cockpit without a connection: the files of the last complete start, and nothing else. No page of a person, no value, no name is
// kept here; what the tablet must know of the running session it keeps itself (cockpit.js) and forgets with the session.
const prefix = 'engramm-cockpit-';
const page = /^\/cockpit\/[0-9a-f]{8}-[0-9a-f-]{27}$/;
const shell = '/cockpit/shell';
const patience = 4000;
const mistrust = 30000;
let failedAt = -mistrust;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// A cockpit that has started says what it was made of. Kept whole or not at all, so that no start mixes two versions.
self.addEventListener('message', (event) => {
  const { keep, at } = event.data;
  if (keep) {
    event.waitUntil(keepWhole(keep, at));
  }
});

async function keepWhole(addresses, at) {
  const name = prefix + Date.now();
  try {
    const cache = await caches.open(name);
    const answer = await fetch(at);
    if (!answer.ok || answer.redirected) {
      throw new Error('The page cannot be kept.');
    }
    await cache.addAll(addresses);
    await cache.put(shell, answer);
    for (const old of await caches.keys()) {
      if (old.startsWith(prefix) && old !== name) {
        await caches.delete(old);
      }
    }
  } catch {
    await caches.delete(name);
  }
}

self.addEventListener('fetch', (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== 'GET' || address.origin !== self.location.origin) {
    return;
  }
  if (event.request.mode === 'navigate') {
    if (page.test(address.pathname)) {
      event.respondWith(networkFirst(event.request, shell));
    }
  } else if (address.pathname.startsWith('/cockpit/_framework/') || /^\/(cockpit\.css|cockpit\.js|cockpit\/(beats|start)\.js|mark\.svg|built\/.+)$/.test(address.pathname)) {
    event.respondWith(networkFirst(event.request, address.pathname));
  }
});

// When the network has just failed, two hundred files must not each wait for it again.
async function networkFirst(request, key) {
  const kept = await caches.match(key, { ignoreVary: true });
  if (kept && performance.now() - failedAt < mistrust) {
    return kept;
  }
  try {
    return await (kept ? within(fetch(request)) : fetch(request));
  } catch (fault) {
    failedAt = performance.now();
    if (kept) {
      return kept;
    }
    throw fault;
  }
}

function within(answer) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('No answer in time.')), patience);
    answer.then(resolve, reject);
  });
}
