// Draws anew into elements that are there: what stays the same costs no style, no layout and no paint.

import { put, type Child } from "./dom";
import { passTip } from "./tip";

/**
 * As fill(), but an element takes over attributes, text and tip of the one that would come in its place, if both
 * are of one kind. For drawings and figures only: listeners of what was inside stay, those of `children` are lost.
 */
export function renew(parent: Element, ...children: Child[]): void {
  let there = parent.firstChild;
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    there = place(parent, there, typeof child === "string" ? document.createTextNode(child) : child);
  }
  endAt(parent, there);
}

/** Puts `fresh` where `old` is; answers what stands after it. */
function place(parent: Element, old: ChildNode | null, fresh: Node): ChildNode | null {
  if (!old) {
    parent.appendChild(fresh);
    return null;
  }
  const next = old.nextSibling;
  if (!takeOver(old, fresh)) parent.replaceChild(fresh, old);
  return next;
}

function endAt(parent: Element, first: ChildNode | null): void {
  for (let at = first; at; ) {
    const next = at.nextSibling;
    parent.removeChild(at);
    at = next;
  }
}

function takeOver(old: ChildNode, fresh: Node): boolean {
  if (old instanceof Text && fresh instanceof Text) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return true;
  }
  if (!(old instanceof Element) || !(fresh instanceof Element) || old.tagName !== fresh.tagName) return false;
  for (const { name, value } of fresh.attributes) put(old, name, value);
  if (old.attributes.length > fresh.attributes.length) {
    for (const name of old.getAttributeNames()) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  passTip(fresh, old);
  let there = old.firstChild;
  for (let at = fresh.firstChild; at; ) {
    const next = at.nextSibling;
    there = place(old, there, at);
    at = next;
  }
  endAt(old, there);
  return true;
}
