// The breathing pacer. Phases come from the server ("in:5 hold:1 out:7"); the hold can be left out; nothing is forced to finish.
type Phase = { kind: string; seconds: number };

const still = matchMedia('(prefers-reduced-motion: reduce)');
const svgNs = 'http://www.w3.org/2000/svg';

class Breathe extends HTMLElement {
  private all: Phase[] = [];
  private rounds = 1;
  private withHold = true;
  private startedAt: number | undefined;
  private timer = 0;
  private shown = '';
  private audio: AudioContext | undefined;
  private sound = false;
  private wake: WakeLockSentinel | undefined;
  private word!: HTMLElement;
  private count!: HTMLElement;
  private left!: HTMLElement;
  private heard!: HTMLElement;
  private bar!: HTMLElement;
  private bead: SVGCircleElement | undefined;
  private start!: HTMLButtonElement;

  connectedCallback(): void {
    this.all = (this.dataset.phases ?? '').split(' ').map((part) => {
      const [kind, seconds] = part.split(':');
      return { kind: kind ?? 'in', seconds: Number(seconds) };
    });
    this.rounds = Number(this.dataset.rounds);
    this.build();
    this.rest('ready');
  }

  disconnectedCallback(): void {
    this.end();
  }

  private get phases(): Phase[] {
    return this.withHold ? this.all : this.all.filter((phase) => phase.kind !== 'hold');
  }

  private get breath(): number {
    return this.phases.reduce((sum, phase) => sum + phase.seconds, 0);
  }

  private build(): void {
    const make = (tag: string, name: string, ...parts: (Node | string)[]) => {
      const element = document.createElement(tag);
      element.className = name;
      element.append(...parts);
      return element;
    };
    this.word = make('span', 'word');
    this.count = make('span', 'count');
    this.left = make('p', 'soft center');
    this.heard = make('p', 'heard');
    this.heard.setAttribute('role', 'status');
    const circle = make('div', 'circle', make('span', 'ring three'), make('span', 'ring two'), make('span', 'ring one'), make('div', 'core', this.word, this.count));
    circle.setAttribute('aria-hidden', 'true');
    this.bar = make('div', 'phase-bar');
    this.bar.setAttribute('aria-hidden', 'true');

    this.start = make('button', 'button primary', this.dataset.start ?? '') as HTMLButtonElement;
    this.start.type = 'button';
    this.start.addEventListener('click', () => (this.startedAt === undefined ? this.begin() : this.rest('ready')));
    const controls = make('div', 'pacer-controls', this.start);
    if (this.all.some((phase) => phase.kind === 'hold')) {
      const hold = make('button', 'button', this.dataset.withoutHold ?? '') as HTMLButtonElement;
      hold.type = 'button';
      hold.addEventListener('click', () => {
        this.withHold = !this.withHold;
        hold.textContent = (this.withHold ? this.dataset.withoutHold : this.dataset.withHold) ?? '';
        this.drawBar();
        if (this.startedAt !== undefined) {
          this.begin();
        } else {
          this.rest('ready');
        }
      });
      controls.append(hold);
    }
    const tone = make('button', 'button', this.dataset.soundOn ?? '') as HTMLButtonElement;
    tone.type = 'button';
    tone.addEventListener('click', () => {
      this.sound = !this.sound;
      tone.textContent = (this.sound ? this.dataset.soundOff : this.dataset.soundOn) ?? '';
      if (this.sound) {
        this.audio ??= new AudioContext();
        void this.audio.resume();
      }
    });
    controls.append(tone);
    this.replaceChildren(this.left, make('div', 'pacer', circle), this.bar, controls, this.heard);
    this.drawBar();
  }

  private drawBar(): void {
    const drawing = document.createElementNS(svgNs, 'svg');
    drawing.setAttribute('viewBox', '0 0 340 16');
    const names = document.createElement('div');
    names.className = 'phase-names';
    const gap = 5;
    const room = 340 - gap * (this.phases.length - 1);
    let x = 0;
    for (const phase of this.phases) {
      const part = document.createElementNS(svgNs, 'rect');
      const wide = (phase.seconds / this.breath) * room;
      part.setAttribute('class', 'part');
      part.setAttribute('x', String(x));
      part.setAttribute('y', '4');
      part.setAttribute('width', String(wide));
      part.setAttribute('height', '8');
      part.setAttribute('rx', '4');
      drawing.append(part);
      x += wide + gap;
      const name = document.createElement('span');
      const figure = document.createElement('b');
      figure.textContent = String(phase.seconds);
      const short = phase.kind === 'in' ? this.dataset.inShort : phase.kind === 'out' ? this.dataset.outShort : '';
      name.append(short ? `${short} ` : '', figure);
      name.style.setProperty('flex', `${phase.seconds} 1 0`);
      name.style.setProperty('text-align', 'center');
      names.append(name);
    }
    this.bead = document.createElementNS(svgNs, 'circle');
    this.bead.setAttribute('class', 'bead');
    this.bead.setAttribute('r', '7.5');
    this.bead.setAttribute('cy', '8');
    this.bead.setAttribute('cx', '7.5');
    drawing.append(this.bead);
    this.bar.replaceChildren(drawing, names);
  }

  private begin(): void {
    this.startedAt = performance.now();
    this.shown = '';
    this.start.textContent = this.dataset.stop ?? '';
    clearInterval(this.timer);
    this.timer = window.setInterval(() => this.step(), 100);
    void navigator.wakeLock?.request('screen').then((lock) => (this.wake = lock)).catch(() => undefined);
    this.step();
    this.glide();
  }

  private step(): void {
    if (this.startedAt === undefined) {
      return;
    }
    const passed = (performance.now() - this.startedAt) / 1000;
    const total = this.breath * this.rounds;
    if (passed >= total) {
      this.rest('finished');
      this.dispatchEvent(new CustomEvent('eg-breathe-finished', { bubbles: true, detail: { rounds: this.rounds, seconds: Math.round(total), hold: this.withHold } }));
      return;
    }
    const round = Math.floor(passed / this.breath);
    let within = passed - round * this.breath;
    let index = 0;
    for (; index < this.phases.length - 1 && within >= (this.phases[index]?.seconds ?? 0); index++) {
      within -= this.phases[index]?.seconds ?? 0;
    }
    const phase = this.phases[index];
    if (!phase) {
      return;
    }
    const remaining = Math.ceil(phase.seconds - within);
    this.count.textContent = `${remaining} ${(remaining === 1 ? this.dataset.second : this.dataset.seconds) ?? ''}`;
    this.showLeft(total - passed);
    const key = `${round}.${index}`;
    if (key !== this.shown) {
      this.shown = key;
      this.dataset.phase = phase.kind;
      for (const ring of this.querySelectorAll<HTMLElement>('.ring')) {
        ring.style.setProperty('transition-duration', `${phase.seconds}s`);
      }
      this.querySelectorAll('.part').forEach((part, i) => part.classList.toggle('on', i === index));
      const word = this.dataset[phase.kind] ?? '';
      this.word.textContent = word;
      this.heard.textContent = word;
      this.tone(phase);
    }
  }

  /** Moves the bead along the bar; stands still for people who asked for less motion. */
  private glide(): void {
    if (this.startedAt === undefined) {
      return;
    }
    if (!still.matches) {
      const passed = ((performance.now() - this.startedAt) / 1000) % this.breath;
      this.bead?.setAttribute('cx', String(7.5 + (passed / this.breath) * 325));
    }
    requestAnimationFrame(() => this.glide());
  }

  private showLeft(seconds: number): void {
    const whole = Math.ceil(seconds);
    const time = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
    this.left.textContent = (this.dataset.left ?? '{0}').replace('{0}', time);
  }

  private rest(state: 'ready' | 'finished'): void {
    this.end();
    delete this.dataset.phase;
    this.querySelectorAll('.part').forEach((part) => part.classList.remove('on'));
    this.bead?.setAttribute('cx', '7.5');
    this.word.textContent = state === 'ready' ? (this.dataset.ready ?? '') : '✓';
    this.count.textContent = '';
    this.start.textContent = (state === 'ready' ? this.dataset.start : this.dataset.again) ?? '';
    if (state === 'finished') {
      this.left.textContent = this.dataset.finished ?? '';
      this.heard.textContent = this.dataset.finished ?? '';
    } else {
      this.showLeft(this.breath * this.rounds);
    }
  }

  private end(): void {
    clearInterval(this.timer);
    this.startedAt = undefined;
    void this.wake?.release();
    this.wake = undefined;
  }

  /** A soft tone that rises while breathing in and falls while breathing out. */
  private tone(phase: Phase): void {
    if (!this.sound || !this.audio || phase.kind === 'hold') {
      return;
    }
    const now = this.audio.currentTime;
    const voice = this.audio.createOscillator();
    const volume = this.audio.createGain();
    const [from, to] = phase.kind === 'in' ? [196, 262] : [262, 175];
    voice.type = 'sine';
    voice.frequency.setValueAtTime(from, now);
    voice.frequency.linearRampToValueAtTime(to, now + phase.seconds);
    volume.gain.setValueAtTime(0, now);
    volume.gain.linearRampToValueAtTime(0.05, now + Math.min(0.8, phase.seconds / 2));
    volume.gain.linearRampToValueAtTime(0, now + phase.seconds);
    voice.connect(volume).connect(this.audio.destination);
    voice.start(now);
    voice.stop(now + phase.seconds);
  }
}

customElements.define('eg-breathe', Breathe);
