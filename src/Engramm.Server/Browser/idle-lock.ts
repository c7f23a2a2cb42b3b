// Covers a colleague's page after ten minutes without a hand on it. The server locks by itself; this hides what is already on the
// screen. Pages of a running session carry no data-idle: their values and alarms are never covered.
const idle = 10 * 60 * 1000;
const tellEvery = 2 * 60 * 1000;
const body = document.body;

if (body.dataset.idle !== undefined) {
  let last = performance.now();
  let told = last;
  // The server counts what reaches it: whoever writes for a quarter of an hour would be locked out with the first press on "save".
  const touch = () => {
    last = performance.now();
    if (last - told > tellEvery && !document.querySelector('.locked')) {
      told = last;
      void fetch('/still-here', { method: 'POST' }).catch(() => undefined);
    }
  };
  for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
    addEventListener(kind, touch, { passive: true });
  }
  const timer = setInterval(() => {
    if (performance.now() - last < idle || document.querySelector('.locked')) {
      return;
    }
    clearInterval(timer);
    for (const part of body.children) {
      (part as HTMLElement).inert = true;
    }
    const cover = document.createElement('div');
    cover.className = 'locked';
    const box = document.createElement('div');
    box.className = 'card stack center';
    box.setAttribute('role', 'alertdialog');
    box.setAttribute('aria-label', body.dataset.idleTitle ?? '');
    const title = document.createElement('h2');
    title.textContent = body.dataset.idleTitle ?? '';
    const text = document.createElement('p');
    text.textContent = body.dataset.idleText ?? '';
    const go = document.createElement('a');
    go.className = 'button primary';
    go.href = `/lock?return=${encodeURIComponent(location.pathname + location.search)}`;
    go.textContent = body.dataset.idleGo ?? '';
    box.append(title, text, go);
    cover.append(box);
    body.append(cover);
    go.focus();
  }, 5000);
}
