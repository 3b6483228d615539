#pragma once

namespace suanwang {

/// What `PRAGMA application_id` says of a store: "SWan".
inline constexpr int kStoreApplication = 0x5357616e;

/// Statements that bring a store from version i to i + 1. To change the schema: a row at the end,
/// and StudyStore::kSchemaVersion.
inline constexpr const char* kStoreMigrations[] = {
    R"sql(
CREATE TABLE study (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A scenario of the study. position is its place in the study as it last was, NULL if it is no
-- longer part of it; settings are what it changes in the base.
CREATE TABLE cases (
  id       INTEGER PRIMARY KEY,
  hash     TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  position INTEGER,
  scenario TEXT
) STRICT;

-- One simulation. problem says why a case could not be run.
CREATE TABLE runs (
  id          INTEGER PRIMARY KEY,
  case_id     INTEGER NOT NULL REFERENCES cases (id),
  replication INTEGER NOT NULL,
  seed        TEXT NOT NULL,
  signature   TEXT NOT NULL,
  problem     TEXT,
  version     TEXT NOT NULL,
  host        TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  wall_s      REAL NOT NULL,
  UNIQUE (case_id, replication)
) STRICT;

CREATE TABLE measure_names (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE measure_values (
  run_id     INTEGER NOT NULL REFERENCES runs (id),
  measure_id INTEGER NOT NULL REFERENCES measure_names (id),
  value      REAL,
  PRIMARY KEY (run_id, measure_id)
) STRICT, WITHOUT ROWID;

-- The nation in each hour of a run, from its start, warm-up included.
CREATE TABLE hourly (
  run_id         INTEGER NOT NULL REFERENCES runs (id),
  hour           INTEGER NOT NULL,
  busy_card_h    REAL NOT NULL,
  waiting_card_h REAL NOT NULL,
  down_card_h    REAL NOT NULL,
  it_kwh         REAL NOT NULL,
  kwh            REAL NOT NULL,
  energy_cny     REAL NOT NULL,
  carbon_kg      REAL NOT NULL,
  carried_bytes  REAL NOT NULL,
  PRIMARY KEY (run_id, hour)
) STRICT, WITHOUT ROWID;

-- What people ask for: one row for each value, with names.
CREATE VIEW results AS
  SELECT cases.position, cases.name AS "case", runs.replication, measure_names.name AS measure,
         measure_values.value
  FROM runs
  JOIN cases ON cases.id = runs.case_id
  JOIN measure_values ON measure_values.run_id = runs.id
  JOIN measure_names ON measure_names.id = measure_values.measure_id
  WHERE cases.position IS NOT NULL;
)sql",
};

}  // namespace suanwang
