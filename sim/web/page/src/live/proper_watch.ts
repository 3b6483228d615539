// Follows one full-size run: progress, time left, Cancel, then the table with intervals.

import { fill, h } from "../dom";
import type { ProperState } from "../model";
import { cancelProper, proper, properDocument, reportAddress, ServerGone } from "./api";
import { pairTable } from "./proper_table";
import { word, type LiveWord } from "./words";

/** Between two looks. [ms] */
const kLook = 500;

const kStates: Record<ProperState["state"], LiveWord> = {
  waiting: "waiting",
  running: "runningState",
  done: "done",
  cancelled: "cancelledState",
  failed: "failedState",
};

export const stateWord = (state: ProperState["state"]): string => word(kStates[state]);
export const isOver = (state: ProperState): boolean => state.state !== "waiting" && state.state !== "running";

function leftText(state: ProperState): string {
  const runs = `${state.done} / ${state.planned} ${word("runs")}`;
  if (state.left_s === null || state.done >= state.planned) return runs;
  const left =
    state.left_s >= 90
      ? word("minutesLeft", { n: Math.ceil(state.left_s / 60) })
      : word("secondsLeft", { n: Math.ceil(state.left_s) });
  return `${runs}, ${left}`;
}

/** Shows `first` in `host` and keeps it up to date until it is over. The answer ends that. */
export function watchProper(host: HTMLElement, first: ProperState, hooks: { gone(): void; changed(): void }): () => void {
  let ended = false;
  let timer = 0;
  let isAsked = false; // to cancel
  const bar = h("progress", { "aria-label": word("proper") });
  const stands = h("span");
  const told = h("span", { class: "status-time", role: "status" });
  const stop = h("button", { type: "button" }, word("cancel"));
  stop.addEventListener("click", () => {
    stop.disabled = true;
    isAsked = true;
    cancelProper(first.id).then(show, failed);
  });

  function failed(error: unknown): void {
    if (ended) return;
    if (error instanceof ServerGone) {
      hooks.gone();
      // It goes on over there: look again when the server is back.
      told.textContent = word("waitingForServer");
      timer = window.setTimeout(look, 2000);
      return;
    }
    fill(host, h("p", { role: "alert", class: "bad" }, error instanceof Error ? error.message : String(error)));
  }

  function look(): void {
    proper(first.id).then(show, failed);
  }

  async function finish(state: ProperState): Promise<void> {
    try {
      const document = await properDocument(state.id);
      if (ended) return;
      const address = reportAddress(state.id);
      fill(
        host,
        isAsked && h("p", { class: "muted", role: "status" }, word("doneBefore")),
        pairTable(document),
        h("p", {}, h("a", { href: address, target: "_blank", rel: "noopener" }, `${word("report")} ↗`)),
      );
      hooks.changed();
    } catch (error) {
      failed(error);
    }
  }

  function show(state: ProperState): void {
    if (ended) return;
    window.clearTimeout(timer);
    if (state.state === "done") {
      void finish(state);
      return;
    }
    if (isOver(state)) {
      fill(host, h("p", { role: "status" }, `${stateWord(state.state)}${state.text === "" ? "" : `: ${state.text}`}`));
      hooks.changed();
      return;
    }
    if (!host.contains(bar)) fill(host, h("div", { class: "live-status running" }, stands, bar, told, stop));
    if (stands.textContent !== stateWord(state.state)) {
      stands.textContent = stateWord(state.state);
      hooks.changed();
    }
    bar.max = Math.max(1, state.planned);
    if (state.done > 0) bar.value = state.done;
    told.textContent = leftText(state);
    timer = window.setTimeout(look, kLook);
  }

  fill(host);
  show(first);
  return () => {
    ended = true;
    window.clearTimeout(timer);
  };
}
