// The windows that the header opens over a workbench.

import { h } from "../dom";
import type { RunView, ScenarioInfo } from "../model";
import { openAssumptions } from "./assumptions_dialog";
import type { Connection } from "./connection";
import { copyText, openDialog } from "./dialog";
import type { AddressBar } from "./link";
import { openProper } from "./proper_dialog";
import type { Settings } from "./settings";
import { word } from "./words";
import { openYaml } from "./yaml_dialog";

export interface OpenerHooks {
  announce(text: string): void;
  /** The address is to be that of the present state. */
  address(): void;
  /** A run of an edited text came out. */
  ranText(run: RunView): void;
}

export class Openers {
  /** The scenario's text as it was edited and run; empty: the levers hold. */
  editedText = "";
  /** The kept run that is open: part of the address. */
  keptOpen = "";

  constructor(
    private readonly scenario: ScenarioInfo,
    private readonly settings: Settings,
    private readonly client: string,
    private readonly bar: AddressBar,
    private readonly connection: Connection,
    private readonly hooks: OpenerHooks,
  ) {}

  async share(): Promise<void> {
    this.hooks.address();
    this.bar.flush();
    if (await copyText(location.href)) {
      this.hooks.announce(word("copied"));
      return;
    }
    const box = h("input", {
      type: "text",
      readonly: true,
      value: location.href,
      "aria-label": word("share"),
      class: "share-box",
    });
    openDialog(word("share"), "", [h("p", {}, word("copyThis")), box]);
    box.select();
  }

  assumptions(): void {
    void openAssumptions(this.scenario.id, () => this.connection.lost());
  }

  yaml(): void {
    const { settings, client } = this;
    const levers = settings.changed(settings.now);
    void openYaml(
      { scenario: this.scenario.id, levers, client, text: this.editedText },
      {
        ran: (run, text) => {
          this.editedText = text;
          this.hooks.ranText(run);
        },
        gone: () => this.connection.lost(),
      },
    );
  }

  /** With a kept run to show at once; empty: none. */
  proper(open: string): void {
    const { settings, client } = this;
    this.keptOpen = open;
    openProper(
      {
        scenario: this.scenario.id,
        levers: settings.changed(settings.now),
        baseline: settings.changed(settings.baseline),
        moved: settings.moved(),
        now: settings.now,
        client,
        open,
      },
      {
        gone: () => this.connection.lost(),
        kept: (id) => {
          this.keptOpen = id;
          this.hooks.address();
        },
      },
    );
  }
}
