// A signature drawn with finger, pen or mouse becomes an SVG path in a hidden field, in a box of 600 × 160.
const width = 600;
const height = 160;

class SignatureField extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input[type="hidden"]');
    if (!input || this.querySelector('canvas')) {
      return;
    }
    const canvas = document.createElement('canvas');
    canvas.width = width * 2;
    canvas.height = height * 2;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', this.dataset.canvas ?? '');
    const pen = canvas.getContext('2d')!;
    pen.scale(2, 2);
    pen.lineWidth = 2.2;
    pen.lineCap = pen.lineJoin = 'round';
    pen.strokeStyle = '#1b1a17';
    if (input.value) {
      pen.stroke(new Path2D(input.value));
    }

    const clear = document.createElement('button');
    clear.type = 'button';
    clear.className = 'button small quiet';
    clear.textContent = this.dataset.clear ?? '';
    clear.hidden = input.value === '';
    const heard = document.createElement('p');
    heard.className = 'heard';
    heard.setAttribute('role', 'status');

    const at = (event: PointerEvent): [number, number] => {
      const box = canvas.getBoundingClientRect();
      return [Math.round(((event.clientX - box.left) / box.width) * width * 10) / 10, Math.round(((event.clientY - box.top) / box.height) * height * 10) / 10];
    };
    let last: [number, number] | undefined;
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      last = at(event);
      input.value += `M${last[0]} ${last[1]}`;
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!last) {
        return;
      }
      const point = at(event);
      pen.beginPath();
      pen.moveTo(...last);
      pen.lineTo(...point);
      pen.stroke();
      input.value += `L${point[0]} ${point[1]}`;
      last = point;
    });
    const lift = () => {
      if (last) {
        last = undefined;
        clear.hidden = false;
        heard.textContent = this.dataset.drawn ?? '';
      }
    };
    canvas.addEventListener('pointerup', lift);
    canvas.addEventListener('pointercancel', lift);
    clear.addEventListener('click', () => {
      pen.clearRect(0, 0, width, height);
      input.value = '';
      clear.hidden = true;
      heard.textContent = '';
    });
    this.append(canvas, clear, heard);
  }
}

customElements.define('eg-signature', SignatureField);
