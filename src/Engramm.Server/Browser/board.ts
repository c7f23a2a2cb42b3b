// The board of chairs stays current: it is drawn anew by the server when there is news, and once in a while for ages and times. Without
// a word of the server it says so within five seconds.
const every = 5000;
const longestSilence = 5000;
let isDrawing = false;
let mustDraw = false;
let heardAt = performance.now();

async function draw(): Promise<void> {
  if (isDrawing) {
    mustDraw = true;
    return;
  }
  isDrawing = true;
  try {
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(4000) });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-board]');
    if (answer.ok && fresh) {
      const focused = document.activeElement?.getAttribute('href');
      document.querySelector('[data-board]')?.replaceWith(fresh);
      if (focused) {
        document.querySelector<HTMLElement>(`[data-board] a[href="${CSS.escape(focused)}"]`)?.focus();
      }
      heardAt = performance.now();
    }
  } catch {
    // Said by the watch below.
  } finally {
    isDrawing = false;
    if (mustDraw) {
      mustDraw = false;
      setTimeout(() => void draw(), 1000);
    }
  }
}

const feed = new EventSource('/api/news');
for (const kind of ['news', 'unwatched']) {
  feed.addEventListener(kind, () => void draw());
}
feed.addEventListener('clock', () => { heardAt = performance.now(); });
setInterval(() => void draw(), every);
setInterval(() => {
  const silent = document.querySelector<HTMLElement>('[data-board-silent]');
  if (silent) {
    silent.hidden = performance.now() - heardAt < longestSilence;
  }
}, 1000);
