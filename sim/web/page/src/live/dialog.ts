// A window over the page. The browser keeps the focus inside and gives it back.

import { freshId, h, type Child } from "../dom";
import { word } from "./words";

export interface Dialog {
  element: HTMLDialogElement;
  close(): void;
}

/** Opens it. `closed` is called once, however it is closed. */
export function openDialog(title: string, kind: string, content: Child[], closed: () => void = () => {}): Dialog {
  const id = freshId("dialog");
  const cross = h("button", { type: "button", class: "dialog-close", "aria-label": word("close") }, "×");
  const element = h(
    "dialog",
    { class: `live-dialog ${kind}`, "aria-labelledby": id },
    h("div", { class: "dialog-head" }, h("h2", { id }, title), cross),
    h("div", { class: "dialog-body" }, ...content),
  );
  cross.addEventListener("click", () => element.close());
  // A press beside the window closes it; the element itself is hit only there.
  element.addEventListener("click", (event) => {
    if (event.target === element) element.close();
  });
  element.addEventListener("close", () => {
    element.remove();
    closed();
  });
  document.body.append(element);
  element.showModal();
  return { element, close: () => element.close() };
}

/** Puts a text on the clipboard. False: the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function downloadText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
