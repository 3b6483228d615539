import { h, setText } from "../dom";
import { clock } from "../format";
import type { RunView } from "../model";
import { t } from "../words";
import { hourStart } from "./moment";

const kHoursPerSecond = 4;

/** The mean of the window, or one hour of it: a slider with Play and Pause. */
export class HourBar {
  readonly element: HTMLElement;
  private readonly mean = h("button", { type: "button", "aria-pressed": "true" });
  private readonly play = h("button", { type: "button" });
  private readonly slider = h("input", { type: "range", min: 0, max: 0, step: 1, value: 0 });
  private readonly reading = h("output", { class: "reading" });
  private run: RunView | null = null;
  private hour: number | null = null;
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly changed: (hour: number | null) => void) {
    this.mean.addEventListener("click", () => this.choose(null));
    this.play.addEventListener("click", () => (this.timer ? this.pause() : this.start()));
    this.slider.addEventListener("input", () => {
      this.pause();
      this.choose(Number(this.slider.value));
    });
    this.element = h("div", { class: "hours" }, this.mean, this.play, this.slider, this.reading);
  }

  update(run: RunView): void {
    this.run = run;
    const hours = run.hours?.length_s.length ?? 0;
    this.element.hidden = hours < 2;
    this.slider.max = String(Math.max(0, hours - 1));
    if (this.hour !== null && this.hour >= hours) this.choose(hours > 0 ? hours - 1 : null);
    this.label();
  }

  /** Shows an hour without telling the listener. */
  show(hour: number | null): void {
    this.hour = hour;
    if (hour !== null) this.slider.value = String(hour);
    this.label();
  }

  private choose(hour: number | null): void {
    if (hour === null) this.pause();
    this.show(hour);
    this.changed(hour);
  }

  private start(): void {
    const hours = this.run?.hours?.length_s.length ?? 0;
    if (hours === 0) return;
    this.timer = setInterval(() => {
      if (!this.element.isConnected) return this.pause();
      this.choose(this.hour === null ? 0 : (this.hour + 1) % hours);
    }, 1000 / kHoursPerSecond);
    this.choose(this.hour ?? 0);
  }

  private pause(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    this.label();
  }

  private label(): void {
    setText(this.mean, t("mean_of_window"));
    this.mean.setAttribute("aria-pressed", String(this.hour === null));
    setText(this.play, this.timer ? `❚❚ ${t("pause")}` : `▶ ${t("play")}`);
    this.slider.setAttribute("aria-label", t("hour"));
    if (!this.run) return;
    const text = this.hour === null ? t("mean_of_window") : clock(this.run.start, hourStart(this.run, this.hour));
    this.slider.setAttribute("aria-valuetext", text);
    setText(this.reading, this.hour === null ? "" : `${text} UTC+8`);
  }
}
