// What a workbench is opened with, and where it stands.

import type { LeverInfo, Lesson, MeasureInfo, ScenarioInfo } from "../model";
import type { Connection } from "./connection";
import type { HeaderState } from "./header";
import type { Address, AddressBar } from "./link";

export interface Opening {
  scenario: ScenarioInfo;
  levers: readonly LeverInfo[];
  lesson: Lesson | null;
  address: Address;
}

/** The page around it. */
export interface Place {
  measures: readonly MeasureInfo[];
  connection: Connection;
  bar: AddressBar;
  headerShows(state: HeaderState): void;
  /** For a screen reader; with `seen` also for everybody. */
  announce(text: string, seen: boolean): void;
  /** To another address. */
  go(address: Partial<Address>): void;
}
