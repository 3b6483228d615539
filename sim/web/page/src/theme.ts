// Light and dark. Colours that CSS can name are in styles/theme.css; those that are worked out here
// (ramps between colours, what ECharts paints) are in colors.ts.

export type Theme = "light" | "dark";

const listeners = new Set<() => void>();
let chosen: Theme | null = null; // by the button; null: as the system has it
let printing = false;

function ofSystem(): Theme {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** The theme in force; paper is always light. */
export function theme(): Theme {
  return printing ? "light" : (chosen ?? ofSystem());
}

export function isPrinting(): boolean {
  return printing;
}

function apply(): void {
  document.documentElement.dataset["theme"] = theme();
  for (const listener of listeners) listener();
}

export function setTheme(next: Theme): void {
  chosen = next;
  apply();
}

/** Calls `listener` whenever the colours change, also before and after printing. */
export function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Starts to follow the system and the printer; once a page. */
export function watchTheme(): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  const print = (on: boolean) => () => {
    printing = on;
    apply();
  };
  addEventListener("beforeprint", print(true));
  addEventListener("afterprint", print(false));
  apply();
}
