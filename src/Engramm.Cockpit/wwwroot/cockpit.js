// What only a browser can do for the cockpit: a durable outbox, the server's feed, sound, staying awake.
import { headphones } from '/cockpit/beats.js';

let cockpit;
let database;
let audio;
let pattern = null;
let patternTimer;
let feed;
let order = 0;

export function begin(reference) {
  cockpit = reference;
  // After the tap, not during it: what vanishes while the finger is down moves the button away from under it.
  for (const gesture of ['click', 'keydown']) {
    document.addEventListener(gesture, () => { unlockSound(); stayAwake(); }, { passive: true });
  }
  // Some systems stop the monotonic clock while they sleep; the wall clock says how long that was.
  let asleep;
  const fallAsleep = () => { asleep ??= { wall: Date.now(), monotonic: performance.now() }; };
  const wake = () => {
    const missed = asleep ? (Date.now() - asleep.wall - (performance.now() - asleep.monotonic)) / 1000 : 0;
    asleep = undefined;
    cockpit.invokeMethodAsync('OnWoke', missed > 1 ? missed : 0);
  };
  document.addEventListener('freeze', fallAsleep);
  document.addEventListener('resume', wake);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      stayAwake();
      wake();
    } else {
      fallAsleep();
    }
  });
  window.addEventListener('online', wake);
  stayAwake();
  navigator.storage?.persist?.();
}

// --- outbox ---

function open(name, make) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => make(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within(mode, work) {
  database ??= open('engramm-cockpit', (base) => base.createObjectStore('outbox', { keyPath: 'commandId' }));
  const base = await database;
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

// --- what this tablet knows of the session, so that it opens without the server ---

let memory;

async function remembered(mode, work) {
  memory ??= open('engramm-cockpit-session', (base) => {
    base.createObjectStore('session', { keyPath: 'sessionId' });
    base.createObjectStore('events', { keyPath: ['sessionId', 'sequence'] });
  });
  const base = await memory;
  // Signing out in another tab removes it all; this one then lets go.
  base.onversionchange = () => { base.close(); memory = undefined; };
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(['session', 'events'], mode);
    const request = work(transaction.objectStore('session'), transaction.objectStore('events'));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

const ofSession = (sessionId) => IDBKeyRange.bound([sessionId, 0], [sessionId, Infinity]);

export async function rememberSession(sessionId, accountId, sheet, content) {
  await remembered('readwrite', (sessions) => sessions.put({ sessionId, accountId, sheet, content, heardAt: Date.now() }));
}

export async function rememberEvents(sessionId, json) {
  const events = JSON.parse(json);
  await remembered('readwrite', (_, store) => {
    for (const event of events) {
      store.put({ sessionId, sequence: event.sequence, json: JSON.stringify(event) });
    }
  });
}

export async function recall(sessionId) {
  const session = await remembered('readonly', (sessions) => sessions.get(sessionId));
  if (!session) {
    return null;
  }
  const events = await remembered('readonly', (_, store) => store.getAll(ofSession(sessionId)));
  return JSON.stringify({
    sheet: session.sheet,
    content: session.content,
    events: '[' + events.map((event) => event.json).join(',') + ']',
    secondsAgo: Math.max(0, (Date.now() - session.heardAt) / 1000),
  });
}

export async function forget(sessionId) {
  await remembered('readwrite', (sessions, store) => {
    store.delete(ofSession(sessionId));
    return sessions.delete(sessionId);
  });
}

export async function forgetOfOthers(accountId) {
  for (const session of await remembered('readonly', (sessions) => sessions.getAll())) {
    if (session.accountId !== accountId) {
      await forget(session.sessionId);
    }
  }
}

// --- the files of this start, for the next one ---

export async function keepFiles() {
  const registration = await navigator.serviceWorker?.register('/cockpit-worker.js', { scope: '/cockpit/' });
  if (!registration) {
    return;
  }
  await navigator.serviceWorker.ready;
  const own = performance.getEntriesByType('resource').map((entry) => new URL(entry.name))
    .filter((address) => address.origin === location.origin && !address.pathname.startsWith('/api/') && !address.pathname.endsWith('/content'))
    .map((address) => address.pathname);
  const linked = [...document.querySelectorAll('link[href]:not([rel=preload]), script[src]')].map((element) => new URL(element.href || element.src).pathname);
  registration.active.postMessage({ keep: [...new Set([...own, ...linked])], at: location.href });
}

/** The name by which this screen is known: the same after a reload, nobody's name. */
export function device() {
  let name = localStorage.getItem('engramm-screen');
  if (!name) {
    name = crypto.randomUUID().slice(0, 4).toUpperCase();
    localStorage.setItem('engramm-screen', name);
  }
  return name;
}

// --- feed: one connection for all tabs of this browser, which opens no more than six to a server at a time ---

// What was missed before a feed opened is asked for, as after a sleep.
const kinds = { news: 'OnNews', unwatched: 'OnUnwatched', escalated: 'OnEscalated', clock: 'OnClock', open: 'OnWoke' };
const tabOf = 'engramm-tab-';
const leading = 'engramm-feed';
const patience = 2500;
let heardAt = performance.now();

function hear(kind, data) {
  heardAt = performance.now();
  cockpit.invokeMethodAsync(kinds[kind], data);
}

function connect(address, heard) {
  feed?.close();
  const opened = new EventSource(address);
  feed = opened;
  for (const kind of Object.keys(kinds)) {
    opened.addEventListener(kind, (event) => heard(kind, event.data ?? 0));
  }
  opened.onerror = () => {
    // A browser gives up after an answer that is not a feed; the room does not.
    if (opened.readyState === EventSource.CLOSED) {
      setTimeout(() => { if (feed === opened) { connect(address, heard); } }, 2000);
    }
  };
}

export function listen(session) {
  if (!navigator.locks || !window.BroadcastChannel) {
    connect('/api/news?session=' + session, hear);
    return;
  }
  const others = new BroadcastChannel(leading);
  let [leads, watched, queued] = [false, ''];

  // Every tab holds a lock in the name of its session: the browser lets go of it when the tab is gone, however it went.
  navigator.locks.request(tabOf + session + crypto.randomUUID(), () => new Promise(() => { others.postMessage({ joined: true }); }));

  // The tab that leads has the connection, names the sessions of all tabs in it and passes on what it hears.
  const look = async () => {
    const { held } = await navigator.locks.query();
    const sessions = [...new Set(held.map((lock) => lock.name).filter((name) => name.startsWith(tabOf)).map((name) => name.slice(tabOf.length, tabOf.length + session.length)))];
    const wanted = '/api/news?' + sessions.sort().map((id) => 'session=' + id).join('&');
    if (leads && wanted !== watched) {
      watched = wanted;
      connect(wanted, (kind, data) => {
        hear(kind, data);
        others.postMessage({ kind, data });
        if (kind === 'clock') {
          look();
        }
      });
    }
  };
  const join = (steal) => {
    queued?.abort();
    queued = steal ? undefined : new AbortController();
    let granted = false;
    navigator.locks.request(leading, steal ? { steal } : { signal: queued.signal }, () => new Promise(() => {
      [granted, leads, watched, heardAt] = [true, true, '', performance.now()];
      look();
    })).catch(() => {
      if (granted) {
        // Another tab has taken over, because this one was asleep: follow, and be ready again.
        leads = false;
        feed?.close();
        feed = undefined;
        join(false);
      }
    });
  };
  others.onmessage = ({ data: { kind, data, joined } }) => {
    if (joined) {
      if (leads) {
        look();
      }
    } else if (!leads) {
      hear(kind, data);
    }
  };
  join(false);

  // A leader that is asleep must not leave the others deaf: the first that misses it takes over.
  setInterval(() => {
    if (!leads && performance.now() - heardAt > patience) {
      heardAt = performance.now();
      join(true);
    }
  }, 1000);
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

/** The tablet's sound, awake; null when the browser does not let it. */
async function wakeSound() {
  audio ??= new AudioContext();
  try {
    await audio.resume();
  } catch {
    // Answered below by the state.
  }
  tellSound();
  return audio.state === 'running' ? audio : null;
}

export async function testSound() {
  await wakeSound();
  return burst(rhythms.High);
}

export const { hearEar, startBeats, louderBeats, stopBeats } = headphones(wakeSound);

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

/** What was pressed may be gone: the focus goes to what follows from it, else to the main part, which then stays where it is scrolled to. */
export function focus(selector) {
  requestAnimationFrame(() => {
    const next = document.querySelector(selector);
    (next ?? document.querySelector('#main'))?.focus({ preventScroll: !next });
  });
}

/**
 * How wide the place for the drawing is for its height, 0 where its height follows from its width, -1 where it stays as it is.
 * A drawing that is scrolled sideways opens where the session is now.
 */
export function chartShape() {
  const card = document.querySelector('.chart-card');
  const figure = card?.querySelector('.timeline');
  if (!figure || figure.querySelector('details[open]')) {
    return -1;
  }
  const now = figure.querySelector('line.now');
  const drawing = figure.querySelector('.chart');
  if (now && !card.dataset.shown) {
    card.dataset.shown = 'now';
    card.scrollLeft = now.x1.baseVal.value / drawing.viewBox.baseVal.width * drawing.clientWidth - card.clientWidth * .6;
  }
  return matchMedia('(min-width: 68.01rem) and (min-height: 44rem)').matches && figure.clientHeight > 0 ? figure.clientWidth / figure.clientHeight : 0;
}

export function print() {
  window.print();
}
