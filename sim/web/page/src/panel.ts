import type { RunView } from "./model";
import type { Picked } from "./map";

/** What is known of the site, region or link that is picked on the map; of the nation where none is. */
export class Panel {
  constructor(readonly host: HTMLElement) {}
  update(_run: RunView, _baseline: RunView | null, _picked: Picked): void {}
}
