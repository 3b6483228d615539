#include "sim/study/store.hpp"

#include <chrono>
#include <ctime>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "sim/study/store_parts.hpp"

namespace suanwang {

namespace {

namespace fs = std::filesystem;

static_assert(std::size(kStoreMigrations) == StudyStore::kSchemaVersion);

/// How SQLite is told to open a store that nobody writes: as it lies there, without the files that
/// a reader would else leave beside it.
std::string unchanging(const fs::path& file) {
  std::string uri = "file:";
  for (const char c : file.string()) {
    if (c == '?' || c == '#' || c == '%') {
      uri += fmt::format("%{:02x}", static_cast<unsigned>(c));
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

bool is_being_written(const fs::path& file) {
  std::error_code ignored;
  const std::uintmax_t size = fs::file_size(file.string() + "-wal", ignored);
  return !ignored && size > 0;
}

std::string now_utc() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string settings_json(const StudyCase& one) {
  auto json = nlohmann::ordered_json::object();
  for (const Override& setting : one.settings) json[setting.path] = setting.value;
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void bind(SQLite::Statement& statement, int index, double value) {
  if (value == value) {
    statement.bind(index, value);
  } else {
    statement.bind(index);  // NULL: SQLite has no NaN
  }
}

}  // namespace

StudyStore::StudyStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
StudyStore::StudyStore(StudyStore&&) noexcept = default;
StudyStore::~StudyStore() = default;

StudyStore StudyStore::open(const fs::path& file, const StoredStudy& study, Provenance provenance) {
  auto parts = std::make_unique<Parts>();
  parts->file = file;
  parts->provenance = std::move(provenance);
  parts->lock = std::make_unique<StoreWriterLock>(file);
  parts->guarded([&] {
    parts->database = std::make_unique<SQLite::Database>(
        file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_URI);
    SQLite::Database& database = *parts->database;
    database.setBusyTimeout(5000);  // a reader may hold it for a moment
    parts->check_format();
    // One whose first writer was killed at once has no study yet.
    const std::string held = parts->pragma("user_version") > 0 ? parts->about("name") : "";
    if (!held.empty() && held != study.name) {
      throw StoreProblem(fmt::format("{}: holds the study \"{}\", not \"{}\"; give another --store",
                                     file.string(), held, study.name));
    }
    // A journal beside the file: readers do not stop the writer, and a commit waits for no disk.
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = NORMAL");
    parts->migrate();
    SQLite::Transaction change(database, SQLite::TransactionBehavior::IMMEDIATE);
    parts->set_about("name", study.name);
    parts->set_about("text", study.text);
    parts->set_about("folder", study.folder.string());
    parts->set_about("replications", std::to_string(study.replications));
    nlohmann::json overrides = study.overrides;
    parts->set_about("overrides", overrides.dump());
    change.commit();
  });
  return StudyStore(std::move(parts));
}

StudyStore StudyStore::open_to_read(const fs::path& file) {
  auto parts = std::make_unique<Parts>();
  parts->file = file;
  std::error_code ignored;
  if (!fs::exists(file, ignored)) throw StoreProblem(file.string() + ": there is no such store");
  if (fs::is_directory(file, ignored)) throw StoreProblem(file.string() + ": is a folder");
  parts->guarded([&] {
    const bool changes = is_being_written(file);
    parts->database = std::make_unique<SQLite::Database>(changes ? file.string() : unchanging(file),
                                                         SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    parts->database->setBusyTimeout(5000);
    try {
      parts->check_format();
    } catch (const SQLite::Exception& error) {
      const int code = error.getErrorCode();
      if (!changes || (code != SQLITE_CANTOPEN && code != SQLITE_READONLY)) throw;
      throw StoreProblem(file.string() +
                         ": its last writer was killed and left a journal beside it, which takes "
                         "the right to write; copy both elsewhere");
    }
    if (parts->pragma("user_version") == 0) {
      throw StoreProblem(file.string() + ": holds no study yet");
    }
  });
  return StudyStore(std::move(parts));
}

void StudyStore::set_cases(const StudyPlan& plan) {
  parts_->guarded([&] {
    SQLite::Database& database = *parts_->database;
    SQLite::Transaction change(database, SQLite::TransactionBehavior::IMMEDIATE);
    database.exec("UPDATE cases SET position = NULL");
    SQLite::Statement add(database,
                          "INSERT INTO cases (hash, name, settings, position) VALUES (?, ?, ?, ?) "
                          "ON CONFLICT (hash) DO UPDATE SET name = excluded.name, "
                          "settings = excluded.settings, position = "
                          "ifnull(position, excluded.position) RETURNING id");
    for (std::size_t i = 0; i < plan.hashes.size(); ++i) {
      add.bind(1, plan.hashes[i]);
      add.bind(2, plan.study.cases[i].name);
      add.bind(3, settings_json(plan.study.cases[i]));
      add.bind(4, static_cast<std::int64_t>(i));
      add.executeStep();
      parts_->case_ids[plan.hashes[i]] = add.getColumn(0).getInt64();
      add.reset();
    }
    for (const Measure& measure : plan.kept) parts_->measure_id(measure.name());
    change.commit();
  });
}

std::vector<RunKey> StudyStore::missing(const StudyPlan& plan) const {
  return parts_->guarded([&] {
    // A run lacks a value where the study has come to ask for another measure.
    std::map<std::string, std::vector<bool>> there;
    std::string asked_for;
    for (const Measure& measure : plan.kept) {
      const auto id = parts_->measure_ids.find(measure.name());
      if (id == parts_->measure_ids.end()) continue;
      asked_for += (asked_for.empty() ? "" : ", ") + std::to_string(id->second);
    }
    SQLite::Statement query(
        *parts_->database,
        "SELECT cases.hash, runs.replication, runs.problem IS NOT NULL, "
        "(SELECT count(*) FROM measure_values WHERE run_id = runs.id AND measure_id IN (" +
            asked_for +
            ")) FROM runs JOIN cases ON cases.id = runs.case_id WHERE cases.position IS NOT NULL");
    while (query.executeStep()) {
      const auto replication = static_cast<std::size_t>(query.getColumn(1).getInt64());
      const bool is_whole =
          query.getColumn(2).getInt() != 0 ||
          query.getColumn(3).getInt64() >= static_cast<std::int64_t>(plan.kept.size());
      auto& done = there[query.getColumn(0).getString()];
      if (done.size() <= replication) done.resize(replication + 1);
      done[replication] = is_whole;
    }
    std::vector<RunKey> keys;
    std::map<std::string, bool> asked;  // two cases may be the same
    for (std::size_t i = 0; i < plan.hashes.size(); ++i) {
      if (asked[plan.hashes[i]]) continue;
      asked[plan.hashes[i]] = true;
      const auto& done = there[plan.hashes[i]];
      for (std::uint32_t r = 0; r < plan.study.replications; ++r) {
        if (r >= done.size() || !done[r]) keys.push_back({i, r});
      }
    }
    return keys;
  });
}

void StudyStore::put(const StudyPlan& plan, const RunRecord& record) {
  parts_->guarded([&] {
    SQLite::Database& database = *parts_->database;
    if (!parts_->add_run) {
      const auto prepare = [&](const char* text) {
        return std::make_unique<SQLite::Statement>(database, text);
      };
      parts_->add_run = prepare(
          "INSERT INTO runs (case_id, replication, seed, signature, problem, version, host, "
          "finished_at, wall_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
          "version = excluded.version RETURNING id");
      parts_->add_value = prepare("INSERT OR REPLACE INTO measure_values VALUES (?, ?, ?)");
      parts_->add_hour =
          prepare("INSERT OR REPLACE INTO hourly VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
      parts_->add_scenario =
          prepare("UPDATE cases SET scenario = ? WHERE id = ? AND scenario IS NULL");
    }
    const std::int64_t case_id = parts_->case_ids.at(plan.hashes[record.key.study_case]);
    SQLite::Transaction change(database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement& run = *parts_->add_run;
    run.bind(1, case_id);
    run.bind(2, record.key.replication);
    run.bind(3, std::to_string(record.seed));
    run.bind(4, record.signature);
    if (record.problem.empty()) {
      run.bind(5);
    } else {
      run.bind(5, record.problem);
    }
    run.bind(6, parts_->provenance.version);
    run.bind(7, record.host.empty() ? parts_->provenance.host : record.host);
    run.bind(8, now_utc());
    run.bind(9, record.wall_s);
    run.executeStep();
    const std::int64_t id = run.getColumn(0).getInt64();
    run.reset();
    SQLite::Statement& value = *parts_->add_value;
    for (std::size_t i = 0; i < record.values.size(); ++i) {
      value.bind(1, id);
      value.bind(2, parts_->measure_id(plan.kept[i].name()));
      bind(value, 3, record.values[i]);
      value.exec();
      value.reset();
    }
    SQLite::Statement& hour = *parts_->add_hour;
    for (const NationHour& h : record.hours) {
      hour.bind(1, id);
      hour.bind(2, h.hour);
      int column = 3;
      for (const double figure : {h.busy_card_h, h.waiting_card_h, h.down_card_h, h.it_kwh, h.kwh,
                                  h.energy_cny, h.carbon_kg, h.carried_bytes})
        bind(hour, column++, figure);
      hour.exec();
      hour.reset();
    }
    if (!record.scenario.empty()) {
      parts_->add_scenario->bind(1, record.scenario);
      parts_->add_scenario->bind(2, case_id);
      parts_->add_scenario->exec();
      parts_->add_scenario->reset();
    }
    change.commit();
  });
}

std::size_t StudyStore::merge(const fs::path& other) {
  const StudyStore shard = open_to_read(other);
  const StoredStudy other_study = shard.study(), own_study = study();
  const std::string& theirs = other_study.name;
  const std::string& ours = own_study.name;
  if (theirs != ours) {
    throw StoreProblem(
        fmt::format("{}: holds the study \"{}\", not \"{}\"", other.string(), theirs, ours));
  }
  return parts_->guarded([&] {
    SQLite::Database& database = *parts_->database;
    {
      SQLite::Statement attach(database, "ATTACH DATABASE ? AS shard");
      attach.bind(1, is_being_written(other) ? other.string() : unchanging(other));
      attach.exec();
    }
    std::size_t added = 0;
    {
      SQLite::Transaction change(database, SQLite::TransactionBehavior::IMMEDIATE);
      // Cases of an older version of the study have no place in this one.
      const bool is_same =
          other_study.text == own_study.text && other_study.overrides == own_study.overrides;
      database.exec(fmt::format(
          "INSERT INTO cases (hash, name, settings, position, scenario) "
          "SELECT hash, name, settings, {}, scenario FROM shard.cases WHERE true "
          "ON CONFLICT (hash) DO UPDATE SET scenario = ifnull(scenario, excluded.scenario)",
          is_same ? "position" : "NULL"));
      database.exec(
          "INSERT OR IGNORE INTO measure_names (name) SELECT name FROM shard.measure_names "
          "ORDER BY id");
      added = static_cast<std::size_t>(database.exec(
          "INSERT OR IGNORE INTO runs (case_id, replication, seed, signature, problem, version, "
          "host, finished_at, wall_s) SELECT ours.id, r.replication, r.seed, r.signature, "
          "r.problem, r.version, r.host, r.finished_at, r.wall_s FROM shard.runs r "
          "JOIN shard.cases c ON c.id = r.case_id JOIN main.cases ours ON ours.hash = c.hash"));
      // Both stores have the run by now; what only one of them kept of it is taken too.
      const char* pairs =
          "FROM shard.runs r JOIN shard.cases c ON c.id = r.case_id "
          "JOIN main.cases ours ON ours.hash = c.hash "
          "JOIN main.runs m ON m.case_id = ours.id AND m.replication = r.replication ";
      database.exec(
          fmt::format("INSERT OR IGNORE INTO measure_values SELECT m.id, n.id, v.value {}"
                      "JOIN shard.measure_values v ON v.run_id = r.id "
                      "JOIN shard.measure_names s ON s.id = v.measure_id "
                      "JOIN main.measure_names n ON n.name = s.name",
                      pairs));
      database.exec(fmt::format(
          "INSERT OR IGNORE INTO hourly SELECT m.id, h.hour, h.busy_card_h, h.waiting_card_h, "
          "h.down_card_h, h.it_kwh, h.kwh, h.energy_cny, h.carbon_kg, h.carried_bytes {}"
          "JOIN shard.hourly h ON h.run_id = r.id",
          pairs));
      change.commit();
    }
    database.exec("DETACH DATABASE shard");
    return added;
  });
}

}  // namespace suanwang
