// What the program tells the page. Written by sim/web/*.cpp; the report and the live page read the
// same documents. SI units stand in the names; a number that is not finite comes as null.

/** A text in both languages; where a scenario gives one only, both are that. */
export interface Text {
  en: string;
  zh: string;
}

export type Side = "east" | "west";
export type Num = number | null;

/** How a measure is written: shares as % and differences of them in points, the rest in %. */
export type Kind =
  | "share"
  | "duration"
  | "count"
  | "decimal"
  | "energy"
  | "money"
  | "unit_money"
  | "mass"
  | "intensity"
  | "bytes";
export type Wanted = "low" | "high" | "neither";

/** A measure that runs are compared by. `id` as in summary.json: `wait_s.p95`. */
export interface MeasureInfo {
  id: string;
  name: Text;
  kind: Kind;
  wanted: Wanted;
}

export interface Interval {
  mean: Num;
  half_width: Num; // of the 95 % interval; null: fewer than two values
  count: number;
}

/** Wait, response: of weighted jobs; jobs 0: no figure. */
export interface Times {
  mean: Num;
  p50: Num;
  p95: Num;
  p99: Num;
  jobs: number;
}

export interface SiteView {
  id: string;
  name: Text;
  hub: string; // id in RunView.hubs; empty: outside the hubs
  cluster: string; // empty: a province's own site
  side: Side;
  lon: number;
  lat: number;
  cards: number;
  utilization: Num;
  waiting_share: Num; // cards asked for by queued jobs / installed
  wait_s: Times;
  pue: Num;
  energy_kwh: Num;
  green_share: Num;
  carbon_kg: Num;
  carbon_kg_per_kwh: Num; // by contract
  location_carbon_kg_per_kwh: Num; // of the grid there
  energy_cny: Num;
  price_cny_per_kwh: Num; // paid on average
  input_bytes: Num;
  output_bytes: Num;
  lost_card_h: Num;
  node_failures: Num;
  down_share: Num;
}

export interface RegionView {
  id: string;
  name: Text;
  hub: string;
  side: Side;
  lon: number;
  lat: number;
  demanded_card_h: number;
  own_cards: number;
  served_share: Num;
  west_share: Num;
  wait_s: Times;
  sent_bytes: number;
  energy_cny: Num;
  carbon_kg: Num;
}

/** A fibre route, both directions. Ends are ids of sites, regions or relays. */
export interface LinkView {
  id: string;
  from: string;
  to: string;
  capacity_bps: number;
  latency_s: number; // one way
  price_cny_per_gb: number;
  forward_bytes: number; // from -> to
  backward_bytes: number;
  forward_use: number;
  backward_use: number;
  peak_hour_use: number;
  carriage_cny: number;
  down_s: number;
  crosses: boolean; // joins East and West
}

export interface ClassView {
  id: string;
  name: Text;
  submitted: number;
  rejected: number;
  completed: number;
  card_h: number;
  west_share: Num;
  wait_s: Times;
  response_s: Times;
  bounded_slowdown: Num;
  slo: Num; // null: nothing was judged
  lost_card_h: number;
  energy_kwh: Num;
  energy_cny: Num;
  carbon_kg: Num;
}

export interface ServiceView {
  id: string;
  name: Text;
  demanded_card_h: number;
  served_share: Num;
  west_share: Num;
  latency_s: Num; // round trip, mean
}

/** Hourly figures of the measured window, one entry an hour. Shares come as whole thousandths. */
export interface HoursView {
  from_s: number; // of the first, since the start of the run
  length_s: number[]; // of each; the last may be a part of an hour
  site_use: number[][]; // [site as in RunView.sites][hour], thousandths of the cards installed
  site_waiting: number[][]; // likewise, cards asked for by jobs in queues
  site_down: number[][] | null; // null: nothing was ever down
  site_kwh: number[][]; // [site][hour], rounded to kWh
  link_forward: number[][]; // [link as in RunView.links][hour], thousandths of the capacity
  link_backward: number[][];
  link_down: number[][] | null; // thousandths of the hour
  nation: {
    busy_card_h: number[];
    waiting_card_h: number[];
    kwh: number[];
    green_kwh: number[]; // of `kwh`
    energy_cny: number[];
    carbon_kg: number[];
    carried_bytes: number[];
  };
}

/** A number that mattered, with where it is from. */
export interface Assumption {
  group: string; // table of the catalogue, or `scenario`
  heading: Text; // of the group
  name: Text;
  value: string; // with its unit
  source: string;
  confidence: "high" | "medium" | "low" | "estimate" | "scenario";
  note: string; // may be empty
}

export interface OutageView {
  part: string;
  kind: string;
  from_s: number;
  to_s: Num; // null: down at the end
  rerouted: number;
  stranded: number;
  stopped: number;
}

export interface LeverView {
  kind: string;
  id: string;
  name: Text;
  asked: Num;
  found: Num;
  met: boolean;
  violations: number;
}

export interface YearView {
  year: number;
  cards: number;
  peak_eflops: number;
  utilization: Num;
  energy_kwh: number;
  carbon_kg: number;
  cost_cny: number;
  pue: Num;
  green_share: Num;
  west_share: Num;
}

/** One run of one scenario. */
export interface RunView {
  scenario: string;
  title: Text;
  policy: string;
  /** What the policy is called in Chinese; runs that an older program kept have none. */
  policy_zh?: string;
  seed: number;
  replication: number;
  signature: string;
  start: string; // civil date, UTC+8
  from_s: number; // the measured window, since the start
  to_s: number;
  scale: number;
  simulated_jobs: number;
  real_jobs: number;
  /** A run at reduced size, for the live page; its figures are near those of the full one. */
  preview: boolean;
  measures: Record<string, Num>; // by MeasureInfo.id
  ledger: Record<"submitted" | "rejected" | "moving" | "queued" | "running" | "completed" | "failed", number>;
  cards: { installed_card_h: number; batch_card_h: number; service_card_h: number; down_card_h: number };
  money: { energy_cny: number; carriage_cny: number; carbon_cny: number };
  /** Who pays whom, where the scenario has an economy. */
  money_flows: { from: Text; to: Text; what: Text; cny: number }[];
  hubs: { id: string; name: Text; side: Side }[];
  relays: { id: string; lon: number; lat: number }[];
  sites: SiteView[]; // sorted by id, as all below
  regions: RegionView[];
  links: LinkView[];
  classes: ClassView[];
  services: ServiceView[];
  hours: HoursView | null; // null: too long a run to keep them
  outages: OutageView[]; // the first ones
  outages_more: number; // that are not told
  levers: LeverView[];
  years: YearView[]; // of one year only: empty
  assumptions: Assumption[]; // empty in the live view: asked for apart
}

/** Two scenarios on the same draws. */
export interface PairView {
  a: number; // index into ReportDocument.runs: the baseline
  b: number;
  replications: number;
  measures: {
    id: string;
    a: Num; // means
    b: Num;
    difference: Interval;
    clear: boolean; // the interval leaves 0 out
    exact: boolean; // every pair differs by the same
  }[];
}

/** How the difference of two runs comes about, change by change (Shapley values). */
export interface WhyView {
  changes: string[];
  measures: { id: string; from: Num; to: Num; parts: Interval[] }[];
}

export interface StudyView {
  name: string;
  title: Text;
  text: string; // the study file
  replications: number;
  runs: number;
  wanted: number;
  design: "grid" | "one-at-a-time" | "latin-hypercube";
  axes: { name: string; keys: string[]; values: string[] }[];
  measures: MeasureInfo[];
  pareto: string[]; // measure ids; empty: none was asked for
  baseline: number; // index of a case
  cases: {
    name: string;
    settings: Record<string, string>;
    runs: number;
    measures: Interval[]; // as StudyView.measures
    differences: (Interval & { clear: boolean; exact: boolean })[] | null; // null: the baseline
    front: boolean;
  }[];
  problems: string[];
}

/** What report.html holds: `<script type="application/json" id="document">`. */
export interface ReportDocument {
  format: 1;
  kind: "run" | "comparison" | "study";
  program: string; // suanwang 0.1.0
  command: string; // that makes it again
  lang: "en" | "zh"; // to begin with; the reader may switch
  measures: MeasureInfo[];
  runs: RunView[]; // run: [it] or [baseline, it]; comparison: all; study: none
  pairs: PairView[];
  why: WhyView | null;
  study: StudyView | null;
}

// The live page: what `suanwang serve` answers.

/** A lever of the live page. Its value is a number, or a word of `choices`. */
export interface LeverInfo {
  id: string;
  name: Text;
  about: Text; // what to watch, who loses; a sentence or two
  drawer: "policy" | "assumption";
  unit: Text; // empty for choices
  low: number; // numbers: the range of the slider
  high: number;
  step: number;
  choices: { value: string; name: Text }[]; // choices only; else empty
  steps: { value: number; name: Text }[]; // named steps, marked on the slider
  initial: number | string; // what the scenario says
  source: string;
  confidence: string;
}

export interface ScenarioInfo {
  id: string;
  title: Text;
  question: Text; // of its README; may be empty
  live: boolean; // small enough for the slider
}

export type LeverValues = Record<string, number | string>;

/** POST /api/run. The newest serial of a client wins; an older one is answered `superseded`. */
export interface RunRequest {
  scenario: string;
  levers: LeverValues; // those that differ from LeverInfo.initial
  exact: boolean; // not at reduced size
  client: string; // random, of this page
  serial: number;
}

export interface Problem {
  file: string;
  line: number;
  column: number;
  text: string; // verbatim
}

export type RunAnswer =
  | { state: "done"; run: RunView; ms: number }
  | { state: "superseded" }
  | { state: "problems"; problems: Problem[] }
  | { state: "failed"; text: string };

/** POST /api/proper */
export interface ProperRequest {
  scenario: string;
  levers: LeverValues;
  baseline: LeverValues;
  replications?: number; // 1 to 100; 10
  scale?: number | null; // in place of the scenario's own; 1: every job by itself
  client: string;
}

/**
 * A full-size comparison under way or done: GET and DELETE /api/proper/ID. Beside it stand
 * /api/proper/ID/document, report.html?lang=zh, baseline.yaml and changed.yaml.
 */
export interface ProperState {
  id: string; // also the address: #run=ID
  title: string; // in English
  name: Text; // the same in both languages: the scenario, and what the levers change
  state: "waiting" | "running" | "done" | "cancelled" | "failed";
  done: number; // runs
  planned: number;
  left_s: Num;
  made: string; // UTC+8 date and time
  levers: LeverValues;
  baseline: LeverValues;
  replications: number;
  scenario: string;
  text: string; // of a failure, or why it is not kept yet
}

/** GET /api/lessons */
export interface LessonInfo {
  id: string;
  number: number;
  title: Text;
}

/** GET /api/lessons/ID */
export interface Lesson extends LessonInfo {
  scenario: string;
  myth: Text;
  question: Text;
  prediction: { question: Text; choices: { id: string; name: Text }[]; answer: string };
  levers: string[]; // ids of LeverInfo; the others are locked
  start: LeverValues; // baseline of the lesson
  checks: {
    measure: string;
    name: Text;
    /** run's value `at_least` / `at_most` target; for `difference`, run - baseline. */
    rule: "at_least" | "at_most";
    of: "value" | "difference";
    target: number;
    guard: boolean; // what must not suffer
  }[];
  best: { levers: LeverValues; measures: Record<string, Num> }; // best found on the stored grid
  front: { levers: LeverValues; measures: Record<string, Num>; on_front: boolean }[]; // of the grid
  front_measures: [string, string];
  finds: Text[]; // numbered conclusions of the debrief, each checked against the runs
  ask: Text[]; // questions for the class
  sources: string[];
}
