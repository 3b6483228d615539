/** Starts the live page, which asks the program for its runs. */
export function startLive(root: HTMLElement): void {
  root.textContent = "";
}
