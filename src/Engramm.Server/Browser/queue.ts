// Entries a phone made and the practice does not have yet. IndexedDB keeps them, a lock keeps two tabs from sending twice,
// the id made here lets the server apply each once.

export type Entry = {
  id: string;
  person: string;
  action: string;
  label: string;
  madeAt: string;
  body: Record<string, unknown>;
  refused?: string;
};

/** What the server answers to a queued form: when it was stored, who was told, where to go next. */
export type Receipt = { storedAt: string; told?: string; next?: string };

export type Outcome =
  | { kind: 'stored'; receipt: Receipt }
  | { kind: 'refused'; message: string; errors: Record<string, string> }
  | { kind: 'waiting' };

const longestAnswer = 20_000;
const pressedPrefix = 'engramm.pressed.';

const person = document.documentElement.dataset.person ?? '';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('engramm', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('entries', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction('entries', mode, { durability: 'strict' });
      const request = work(transaction.objectStore('entries'));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export function newId(): string {
  if ('randomUUID' in crypto) {
    return crypto.randomUUID();
  }
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export async function unsent(): Promise<Entry[]> {
  const all = (await inStore('readonly', (store) => store.getAll())) as Entry[];
  return all.filter((entry) => entry.person === person).sort((a, b) => a.madeAt.localeCompare(b.madeAt));
}

export async function countUnsent(): Promise<number> {
  return (await unsent()).length;
}

export async function forgetEntries(): Promise<void> {
  for (const entry of pressed()) {
    localStorage.removeItem(pressedPrefix + entry.id);
  }
  for (const entry of await unsent()) {
    await inStore('readwrite', (store) => store.delete(entry.id));
  }
}

/** Keeps an entry from this moment on: a page that goes before the database is done does not take it along. */
export async function keep(entry: Entry): Promise<void> {
  try {
    localStorage.setItem(pressedPrefix + entry.id, JSON.stringify(entry));
  } catch {
    // Full or forbidden: then the database alone has it, a moment later.
  }
  try {
    await inStore('readwrite', (store) => store.put(entry));
  } finally {
    localStorage.removeItem(pressedPrefix + entry.id);
  }
}

/** What was pressed on a page that went before the database was done. */
function pressed(): Entry[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(pressedPrefix))
    .map((key) => JSON.parse(localStorage.getItem(key) ?? '{}') as Entry)
    .filter((entry) => entry.person === person);
}

/** Gives the queue what was pressed on a page that went too soon; says what it was. */
export async function takeUp(): Promise<Entry[]> {
  const entries = pressed();
  for (const entry of entries) {
    await keep(entry);
  }
  return entries;
}

export function drop(id: string): Promise<undefined> {
  return inStore('readwrite', (store) => store.delete(id));
}

/** The fields of a form as JSON: checkboxes always as a list, everything else as text. */
export function entryOf(form: HTMLFormElement): Entry {
  const body: Record<string, unknown> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') {
      continue;
    }
    const isList = form.querySelector(`input[type="checkbox"][name="${CSS.escape(name)}"]`) !== null;
    if (isList) {
      body[name] = [...((body[name] as string[] | undefined) ?? []), value];
    } else {
      body[name] = value;
    }
  }
  const id = newId();
  const madeAt = new Date().toISOString();
  return { id, person, action: form.action, label: form.dataset.label ?? document.title, madeAt, body: { ...body, id, madeAt } };
}

/** Sends one entry. Kept on a lost connection, a missing sign-in or a server in trouble; gone only when the server has it. */
async function send(entry: Entry): Promise<Outcome> {
  let answer: Response;
  try {
    answer = await fetch(entry.action, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Engramm': '1' },
      body: JSON.stringify(entry.body),
      credentials: 'same-origin',
      // A request that hangs would keep all that waits behind it. What the server has already, it knows by its id.
      signal: AbortSignal.timeout(longestAnswer),
    });
  } catch {
    return { kind: 'waiting' };
  }
  if (answer.redirected && new URL(answer.url).pathname.startsWith('/sign-in')) {
    return { kind: 'waiting' };
  }
  const content = answer.headers.get('Content-Type')?.includes('json') ? ((await answer.json().catch(() => ({}))) as Record<string, unknown>) : {};
  // Only the server's own word ends the waiting: a page of something in between also says that all is well.
  if (answer.ok && typeof content.storedAt === 'string') {
    await drop(entry.id);
    return { kind: 'stored', receipt: content as Receipt };
  }
  if ([400, 404, 410, 413, 422].includes(answer.status)) {
    const errors = (content.errors ?? {}) as Record<string, string>;
    const message = Object.values(errors).join(' ') || String(content.title ?? answer.status);
    await keep({ ...entry, refused: message });
    return { kind: 'refused', message, errors };
  }
  return { kind: 'waiting' };
}

/** Sends what waits, oldest first; stops at the first entry that cannot get through. */
export async function flush(seen: (entry: Entry, outcome: Outcome) => void): Promise<void> {
  const work = async () => {
    for (const entry of await unsent()) {
      if (entry.refused !== undefined) {
        continue;
      }
      const outcome = await send(entry);
      seen(entry, outcome);
      if (outcome.kind === 'waiting') {
        break;
      }
    }
  };
  if ('locks' in navigator) {
    await navigator.locks.request('engramm-queue', work);
  } else {
    await work();
  }
}
