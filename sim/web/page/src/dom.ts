// Makes elements. All text goes in as text nodes: nothing that a scenario says is read as HTML.

export type Child = Node | string | null | undefined | false;

/** What an element may be given: attributes, and listeners as `onclick: f`. */
export type Attributes = Record<string, string | number | boolean | null | undefined | EventListener>;

const kSvg = "http://www.w3.org/2000/svg";

/** Attributes that are null, undefined or false are left out; true is an empty one. */
export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** An HTML element: `h("button", {type: "button", onclick: f}, "Play")`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  set(element, attributes);
  append(element, children);
  return element;
}

/** An SVG element. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(kSvg, tag);
  set(element, attributes);
  append(element, children);
  return element;
}

export function append(parent: Node, children: Iterable<Child>): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    parent.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
}

/** Puts `children` in place of what was inside. */
export function fill(parent: Element, ...children: Child[]): void {
  parent.textContent = "";
  append(parent, children);
}

/** Sets text only where it differs, so that nothing is laid out for nothing. */
export function setText(element: Element, text: string): void {
  const only = element.firstChild;
  if (only instanceof Text && !only.nextSibling) {
    if (only.data !== text) only.data = text;
  } else if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Sets an attribute only where it differs, for the same reason. */
export function put(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

let counter = 0;
/** An id of this page, for aria-labelledby and the like. */
export function freshId(stem: string): string {
  counter += 1;
  return `${stem}-${counter}`;
}
