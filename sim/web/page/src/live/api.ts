// Calls of the server, each with its type. No state.

import type {
  Assumption,
  LeverInfo,
  LeverValues,
  Lesson,
  LessonInfo,
  MeasureInfo,
  Problem,
  ProperState,
  ReportDocument,
  RunAnswer,
  RunRequest,
  ScenarioInfo,
} from "../model";

/** Nothing answers at the other end. */
export class ServerGone extends Error {}

/** The server says no, in words for the reader. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    text: string,
  ) {
    super(text);
  }
}

/** A server that runs beyond loopback asks for a token: `suanwang serve` prints an address with it. */
let token = "";
export function useToken(given: string): void {
  token = given;
}

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  let answer: Response;
  const headers: Record<string, string> = {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token !== "") headers["Authorization"] = `Bearer ${token}`;
  try {
    answer = await fetch(path, {
      method,
      cache: "no-store",
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ServerGone(String(error));
  }
  let read: unknown;
  try {
    read = await answer.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    // Broken off in the middle, or something else than suanwang answers here.
    throw new ServerGone(String(error));
  }
  if (!answer.ok) throw new Refused(answer.status, (read as { error?: string }).error ?? answer.statusText);
  return read as T;
}

const get = <T>(path: string): Promise<T> => call<T>("GET", path);
const part = encodeURIComponent;

export const health = (): Promise<{ program: string }> => get("/api/health");
export const scenarios = (): Promise<ScenarioInfo[]> => get("/api/scenarios");
export const measures = (): Promise<MeasureInfo[]> => get("/api/measures");
export const levers = (scenario: string): Promise<LeverInfo[]> => get(`/api/levers?scenario=${part(scenario)}`);
export const assumptions = (scenario: string): Promise<Assumption[]> =>
  get(`/api/assumptions?scenario=${part(scenario)}`);
export const lessons = (): Promise<LessonInfo[]> => get("/api/lessons");
export const lesson = (id: string): Promise<Lesson> => get(`/api/lessons/${part(id)}`);

export const run = (request: RunRequest, signal: AbortSignal): Promise<RunAnswer> =>
  call("POST", "/api/run", request, signal);

/** A pasted scenario: always of full size, in bounded time. */
export const runText = (
  request: { yaml: string; client: string; serial: number; exact: boolean },
  signal: AbortSignal,
): Promise<RunAnswer> => call("POST", "/api/run", request, signal);

export const yaml = (scenario: string, values: LeverValues): Promise<{ yaml: string }> =>
  call("POST", "/api/yaml", { scenario, levers: values });
export const check = (text: string, signal: AbortSignal): Promise<{ problems: Problem[] }> =>
  call("POST", "/api/check", { yaml: text }, signal);

export const startProper = (request: {
  scenario: string;
  levers: LeverValues;
  baseline: LeverValues;
  replications: number;
  client: string;
  scale: number | null; // in place of the scenario's; 1: every job on its own
}): Promise<ProperState> => call("POST", "/api/proper", request);
export const propers = (): Promise<ProperState[]> => get("/api/proper");
export const proper = (id: string): Promise<ProperState> => get(`/api/proper/${part(id)}`);
export const properDocument = (id: string): Promise<ReportDocument> => get(`/api/proper/${part(id)}/document`);
export const cancelProper = (id: string): Promise<ProperState> => call("DELETE", `/api/proper/${part(id)}`);
export const reportAddress = (id: string): string => `/api/proper/${part(id)}/report.html`;
