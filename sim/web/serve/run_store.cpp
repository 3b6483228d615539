#include "sim/web/serve/run_store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "sim/study/store_lock.hpp"
#include "sim/web/serve/api_json.hpp"

namespace suanwang {
namespace {

constexpr std::array<const char*, 5> kStates{"waiting", "running", "done", "cancelled", "failed"};

constexpr int kApplication = 0x53577376;  // "SWsv", what `PRAGMA application_id` says

// Statements that bring a store from version i to i + 1.
constexpr const char* kMigrations[] = {
    R"sql(
-- A comparison of two positions of a scenario's levers. document is what its page shows.
CREATE TABLE runs (
  number       INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  made         TEXT NOT NULL,
  scenario     TEXT NOT NULL,
  title_en     TEXT NOT NULL,
  title_zh     TEXT NOT NULL,
  levers       TEXT NOT NULL CHECK (json_valid(levers)),
  baseline     TEXT NOT NULL CHECK (json_valid(baseline)),
  replications INTEGER NOT NULL,
  scale        REAL,  -- in place of the scenario's
  state        TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'cancelled', 'failed')),
  done         INTEGER NOT NULL,
  planned      INTEGER NOT NULL,
  text         TEXT NOT NULL,
  version      TEXT NOT NULL,
  document     TEXT CHECK (document IS NULL OR json_valid(document))
) STRICT;
)sql",
};

constexpr const char* kColumns =
    "id, made, scenario, title_en, title_zh, levers, baseline, replications, state, done, planned, "
    "text, scale";

ProperRun read_row(SQLite::Statement& row) {
  const auto text = [&](int column) { return row.getColumn(column).getString(); };
  const auto levers = [&](int column) {
    return levers_in({{"values", nlohmann::json::parse(text(column))}}, "values");
  };
  ProperRun run;
  run.id = text(0);
  run.made = text(1);
  run.scenario = text(2);
  run.title = {text(3), text(4)};
  run.levers = levers(5);
  run.baseline = levers(6);
  run.replications = static_cast<std::uint32_t>(row.getColumn(7).getInt64());
  run.state = proper_state(text(8)).value_or(ProperRun::State::failed);
  run.done = static_cast<std::size_t>(row.getColumn(9).getInt64());
  run.planned = static_cast<std::size_t>(row.getColumn(10).getInt64());
  run.text = text(11);
  if (!row.getColumn(12).isNull()) run.scale = row.getColumn(12).getDouble();
  return run;
}

}  // namespace

const char* to_string(ProperRun::State state) { return kStates[static_cast<std::size_t>(state)]; }

std::optional<ProperRun::State> proper_state(const std::string& word) {
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    if (word == kStates[i]) return static_cast<ProperRun::State>(i);
  }
  return std::nullopt;
}

struct RunStore::Parts {
  explicit Parts(const std::filesystem::path& file) : lock(file) {}

  StoreWriterLock lock;  // before the database, so that it is closed after it
  std::unique_ptr<SQLite::Database> database;
};

/// Turns what SQLite says into what a user should read.
template <typename Work>
auto RunStore::guarded(const Work& work) const {
  const std::string name = file_.string();
  if (!parts_->lock.holds(file_)) {
    throw StoreProblem(name + ": the store has gone; put it back, or start the server anew");
  }
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    const int code = error.getErrorCode();
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) {
      throw StoreProblem(name + ": is no store of `suanwang serve`, or a damaged one");
    }
    throw StoreProblem(fmt::format("{}: {}", name,
                                   code == SQLITE_FULL ? "the disk is full" : error.getErrorStr()));
  }
}

RunStore::RunStore(std::filesystem::path file) : file_(std::move(file)) {
  std::error_code error;
  if (!std::filesystem::exists(file_, error)) return;
  open();
  guarded([&] {
    parts_->database->exec(
        "UPDATE runs SET state = 'failed', text = 'the server ended before it was done' "
        "WHERE state IN ('waiting', 'running')");
  });
}

RunStore::~RunStore() = default;

void RunStore::open() {
  auto parts = std::make_unique<Parts>(file_);
  parts_ = std::move(parts);
  try {
    guarded([&] {
      parts_->database = std::make_unique<SQLite::Database>(
          file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      SQLite::Database& database = *parts_->database;
      const auto pragma = [&](const char* what) {
        return database.execAndGet(std::string("PRAGMA ") + what).getInt();
      };
      const bool is_empty = database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
      if (!is_empty && pragma("application_id") != kApplication) {
        throw StoreProblem(file_.string() +
                           ": is an SQLite file, but no store of `suanwang serve`");
      }
      const int version = pragma("user_version");
      if (version > kSchemaVersion) {
        throw StoreProblem(
            fmt::format("{}: has format {}, this program knows {} and older; use a newer Suanwang",
                        file_.string(), version, kSchemaVersion));
      }
      database.exec("PRAGMA journal_mode = WAL");
      database.exec("PRAGMA synchronous = NORMAL");
      SQLite::Transaction change(database, SQLite::TransactionBehavior::IMMEDIATE);
      for (int v = version; v < kSchemaVersion; ++v) database.exec(kMigrations[v]);
      database.exec(fmt::format("PRAGMA application_id = {}", kApplication));
      database.exec(fmt::format("PRAGMA user_version = {}", kSchemaVersion));
      change.commit();
    });
  } catch (...) {
    parts_.reset();
    throw;
  }
}

void RunStore::put(const ProperRun& run, const std::string& document, const std::string& version) {
  const std::lock_guard lock(mutex_);
  if (!parts_) open();
  guarded([&] {
    SQLite::Statement add(
        *parts_->database,
        fmt::format("INSERT INTO runs ({}, version, document) VALUES "
                    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                    "state = excluded.state, done = excluded.done, planned = excluded.planned, "
                    "text = excluded.text, document = ifnull(excluded.document, document)",
                    kColumns));
    int i = 0;
    for (const std::string& text : {run.id, run.made, run.scenario, run.title.en, run.title.zh,
                                    levers_json(run.levers), levers_json(run.baseline)}) {
      add.bind(++i, text);
    }
    add.bind(++i, static_cast<std::int64_t>(run.replications));
    add.bind(++i, to_string(run.state));
    add.bind(++i, static_cast<std::int64_t>(run.done));
    add.bind(++i, static_cast<std::int64_t>(run.planned));
    add.bind(++i, run.text);
    if (run.scale) {
      add.bind(++i, *run.scale);
    } else {
      add.bind(++i);
    }
    add.bind(++i, version);
    if (document.empty()) {
      add.bind(++i);
    } else {
      add.bind(++i, document);
    }
    add.exec();
  });
}

std::vector<ProperRun> RunStore::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<ProperRun> runs;
  if (!parts_) return runs;
  guarded([&] {
    SQLite::Statement query(*parts_->database,
                            fmt::format("SELECT {} FROM runs ORDER BY number DESC", kColumns));
    while (query.executeStep()) runs.push_back(read_row(query));
  });
  return runs;
}

std::optional<ProperRun> RunStore::find(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  std::optional<ProperRun> run;
  if (!parts_) return run;
  guarded([&] {
    SQLite::Statement query(*parts_->database,
                            fmt::format("SELECT {} FROM runs WHERE id = ?", kColumns));
    query.bind(1, id);
    if (query.executeStep()) run = read_row(query);
  });
  return run;
}

std::optional<std::string> RunStore::document(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  std::optional<std::string> document;
  if (!parts_) return document;
  guarded([&] {
    SQLite::Statement query(*parts_->database, "SELECT document FROM runs WHERE id = ?");
    query.bind(1, id);
    if (query.executeStep() && !query.getColumn(0).isNull()) {
      document = query.getColumn(0).getString();
    }
  });
  return document;
}

}  // namespace suanwang
