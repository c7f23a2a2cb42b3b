// What only a browser can do for the cockpit: a durable outbox, the server's feed, sound, staying awake.
let cockpit;
let database;
let audio;
let pattern = null;
let patternTimer;
let feed;
let order = 0;

export function begin(reference) {
  cockpit = reference;
  for (const gesture of ['pointerdown', 'keydown']) {
    document.addEventListener(gesture, () => { unlockSound(); stayAwake(); }, { passive: true });
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      stayAwake();
      cockpit.invokeMethodAsync('OnWoke');
    }
  });
  window.addEventListener('online', () => cockpit.invokeMethodAsync('OnWoke'));
  stayAwake();
  navigator.storage?.persist?.();
}

// --- outbox ---

function open() {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('engramm-cockpit', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('outbox', { keyPath: 'commandId' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return database;
}

async function within(mode, work) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction('outbox', mode, { durability: 'strict' });
    const request = work(transaction.objectStore('outbox'));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export async function keep(sessionId, commandId, accountId, json) {
  order = Math.max(order + 1, Date.now() * 1000);
  await within('readwrite', (box) => box.put({ sessionId, commandId, accountId, json, order }));
}

export async function drop(commandId) {
  await within('readwrite', (box) => box.delete(commandId));
}

export async function kept(sessionId) {
  const all = await within('readonly', (box) => box.getAll());
  return JSON.stringify(all.filter((command) => command.sessionId === sessionId)
    .sort((a, b) => a.order - b.order)
    .map(({ commandId, accountId, json }) => ({ commandId, accountId, json })));
}

// --- feed ---

export function listen(address) {
  feed?.close();
  feed = new EventSource(address);
  feed.addEventListener('news', (event) => cockpit.invokeMethodAsync('OnNews', event.data));
  feed.addEventListener('clock', (event) => cockpit.invokeMethodAsync('OnClock', event.data));
  feed.onerror = () => {
    // A browser gives up after an answer that is not a feed; the room does not.
    if (feed.readyState === EventSource.CLOSED) {
      setTimeout(() => listen(address), 2000);
    }
  };
}

// --- sound: priority by rhythm, not by loudness ---

const rhythms = {
  High: { pulses: [0, .2, .4, .75, .95, 1.5, 1.7, 1.9, 2.25, 2.45], pulse: .12, pitch: 880, every: 7000 },
  Medium: { pulses: [0, .35, .7], pulse: .18, pitch: 660, every: 12000 },
  Low: { pulses: [0, .45], pulse: .2, pitch: 520, every: 25000 },
};

function unlockSound() {
  audio ??= new AudioContext();
  if (audio.state !== 'running') {
    audio.resume().then(tellSound, tellSound);
    audio.onstatechange = tellSound;
  } else {
    tellSound();
  }
}

let told;
function tellSound() {
  const can = audio?.state === 'running';
  if (can !== told) {
    told = can;
    cockpit.invokeMethodAsync('OnSound', can);
  }
}

function burst({ pulses, pulse, pitch }) {
  if (audio?.state !== 'running') {
    return false;
  }
  const start = audio.currentTime + .03;
  for (const at of pulses) {
    for (const [harmonic, loudness] of [[1, .3], [2, .12], [3, .06]]) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch * harmonic;
      volume.gain.setValueAtTime(0, start + at);
      volume.gain.linearRampToValueAtTime(loudness, start + at + .015);
      volume.gain.setValueAtTime(loudness, start + at + pulse - .02);
      volume.gain.linearRampToValueAtTime(0, start + at + pulse);
      tone.connect(volume).connect(audio.destination);
      tone.start(start + at);
      tone.stop(start + at + pulse + .02);
    }
  }
  return true;
}

export function sound(priority) {
  if (priority === pattern) {
    return;
  }
  pattern = priority;
  clearInterval(patternTimer);
  document.documentElement.dataset.sounding = priority ?? '';
  if (pattern) {
    burst(rhythms[pattern]);
    patternTimer = setInterval(() => burst(rhythms[pattern]), rhythms[pattern].every);
  }
}

export async function testSound() {
  audio ??= new AudioContext();
  try {
    await audio.resume();
  } catch {
    // Answered below by the state.
  }
  tellSound();
  return burst(rhythms.High);
}

// --- the page ---

let lock;
async function stayAwake() {
  if (lock && !lock.released) {
    return;
  }
  try {
    lock = await navigator.wakeLock?.request('screen');
  } catch {
    lock = undefined;
  }
}

export function name(title, language) {
  document.title = title;
  document.documentElement.lang = language;
}

export function focus(selector) {
  requestAnimationFrame(() => document.querySelector(selector)?.focus());
}
