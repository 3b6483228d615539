// The one small window of words that follows the pointer.
import { h } from "./dom";

const texts = new WeakMap<Element, () => string>();
let box: HTMLElement | null = null;

/** Says `text` while the pointer is on `element`. */
export function tip(element: Element, text: () => string): void {
  texts.set(element, text);
}

/** `to` says from now on what `from` says. */
export function passTip(from: Element, to: Element): void {
  const text = texts.get(from);
  if (text) texts.set(to, text);
  else texts.delete(to);
}

export function hideTip(): void {
  if (box) box.hidden = true;
}

export function showTip(text: string, x: number, y: number): void {
  box ??= document.body.appendChild(h("div", { class: "tip", "aria-hidden": "true" }));
  box.hidden = false;
  box.textContent = text;
  const { width, height } = box.getBoundingClientRect();
  const left = x + 14 + width > innerWidth ? x - 14 - width : x + 14;
  const top = y + 14 + height > innerHeight ? y - 14 - height : y + 14;
  box.style.left = `${Math.max(4, left)}px`;
  box.style.top = `${Math.max(4, top)}px`;
}

/** Watches the pointer over the marks inside `host`. */
export function watchTips(host: Element): void {
  host.addEventListener("pointermove", (event) => {
    const { clientX, clientY } = event as PointerEvent;
    for (let at = event.target as Element | null; at && at !== host; at = at.parentElement) {
      const text = texts.get(at);
      if (text) return showTip(text(), clientX, clientY);
    }
    hideTip();
  });
  host.addEventListener("pointerleave", hideTip);
}
