// The companion without a connection: pages from the network first, files of this version from the cache, and three pages that
// must always open: crisis card, setback plan, breathing. Those are kept without any person in them; app.ts removes the others on
// signing out.
export {};

declare const ENGRAMM_VERSION: string;
declare const self: ServiceWorkerGlobalScope;

const assets = `engramm-files-${ENGRAMM_VERSION}`;
const pages = `engramm-pages-${ENGRAMM_VERSION}`;
const files = ['/built/engramm.css', '/built/app.js', '/built/companion.js', '/built/icons.svg', '/mark.svg', '/companion.webmanifest'];
const always = ['/companion/crisis', '/companion/flare', '/companion/breathe', '/companion/offline'];

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    await (await caches.open(assets)).addAll(files);
    await refresh('');
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (/^engramm-(files|pages)-/.test(name) && name !== assets && name !== pages) {
        await caches.delete(name);
      }
    }
    await self.clients.claim();
  })());
});

self.addEventListener('message', (event) => {
  const { refresh: language } = event.data as { refresh?: string };
  if (language) {
    event.waitUntil(refresh(language));
  }
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) {
    return;
  }
  if (event.request.mode === 'navigate') {
    event.respondWith(page(event.request, url));
  } else if (files.includes(url.pathname)) {
    event.respondWith(file(event.request, url));
  }
});

/** Fetches the pages that must always open, in the language of the page that asked, without cookies and so without a name. */
async function refresh(language: string): Promise<void> {
  const store = await caches.open(pages);
  await Promise.all(always.map(async (path) => {
    try {
      const answer = await fetch(language ? `${path}?lang=${language}` : path, { credentials: 'omit', cache: 'no-store' });
      if (answer.ok) {
        await store.put(path, answer);
      }
    } catch {
      // No connection: what is kept stays.
    }
  }));
}

async function file(request: Request, url: URL): Promise<Response> {
  const store = await caches.open(assets);
  return (await store.match(url.pathname)) ?? fetch(request);
}

async function page(request: Request, url: URL): Promise<Response> {
  const store = await caches.open(pages);
  try {
    const answer = await fetch(request);
    // A copy of one's own data is downloaded, never kept here.
    if (answer.ok && !answer.redirected && !answer.headers.has('Content-Disposition') && !always.includes(url.pathname) && answer.headers.get('Content-Type')?.startsWith('text/html')) {
      await store.put(url.pathname, answer.clone());
    }
    return answer;
  } catch {
    const last = `/companion/${url.pathname.split('/').filter(Boolean).pop() ?? ''}`;
    return (await store.match(url.pathname)) ?? (await store.match(last)) ?? (await store.match('/companion/offline')) ?? Response.error();
  }
}
