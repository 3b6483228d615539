#include "sim/study/store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <ctime>
#include <iterator>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "sim/report/csv.hpp"
#include "sim/study/store_schema.hpp"

namespace suanwang {

/// The right to write a file, for as long as it lives; told by the system, so that it ends with the
/// process however that ends. The file must stay open until SQLite is done: closing it would take
/// back SQLite's own locks too.
class StoreWriterLock {
 public:
  explicit StoreWriterLock(const std::filesystem::path& file)
      : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    const std::string name = file.string();
    if (descriptor_ < 0) {
      throw StoreProblem(fmt::format("{}: cannot be written ({})", name, std::strerror(errno)));
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      ::close(descriptor_);
      throw StoreProblem(name + ": another process is writing this store; wait until it ends");
    }
  }
  ~StoreWriterLock() { ::close(descriptor_); }
  StoreWriterLock(const StoreWriterLock&) = delete;
  StoreWriterLock& operator=(const StoreWriterLock&) = delete;

 private:
  int descriptor_;
};

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

[[noreturn]] void fail(const fs::path& file, const SQLite::Exception& error) {
  const int code = error.getErrorCode();
  const std::string name = file.string();
  if (code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_PERM) {
    throw StoreProblem(fmt::format("{}: cannot be written ({})", name, error.getErrorStr()));
  }
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
    throw StoreProblem(name + ": another process is writing this store; wait until it ends");
  }
  if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) {
    throw StoreProblem(name + ": is no store of Suanwang, or a damaged one");
  }
  throw std::runtime_error(fmt::format("{}: {}; what was finished before is kept", name,
                                       code == SQLITE_FULL ? "the disk is full" : error.what()));
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

struct StudyStore::Parts {
  fs::path file;
  Provenance provenance;
  std::unique_ptr<StoreWriterLock> lock;  // before the database, so that it is closed after it
  std::unique_ptr<SQLite::Database> database;
  std::map<std::string, std::int64_t> case_ids;     ///< by hash
  std::map<std::string, std::int64_t> measure_ids;  ///< by name
  std::unique_ptr<SQLite::Statement> add_run, add_value, add_hour, add_scenario;

  /// Runs a piece of work, with what SQLite says turned into what a user should read.
  template <typename Work>
  auto guarded(Work work) const {
    try {
      return work();
    } catch (const SQLite::Exception& error) {
      fail(file, error);
    }
  }

  int pragma(const char* name) const {
    return database->execAndGet(std::string("PRAGMA ") + name).getInt();
  }

  /// Refuses files that are no stores, and stores of a newer program.
  void check_format() const {
    const int application = pragma("application_id");
    const int version = pragma("user_version");
    const bool is_empty = database->execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
    if (application != kStoreApplication && !is_empty) {
      throw StoreProblem(file.string() + ": is an SQLite file, but no store of Suanwang");
    }
    if (version > kSchemaVersion) {
      throw StoreProblem(
          fmt::format("{}: has format {}, this program knows {} and older; use a newer Suanwang",
                      file.string(), version, kSchemaVersion));
    }
  }

  void migrate() {
    const int version = pragma("user_version");
    if (version == kSchemaVersion) return;
    SQLite::Transaction change(*database, SQLite::TransactionBehavior::IMMEDIATE);
    for (int v = version; v < kSchemaVersion; ++v) database->exec(kStoreMigrations[v]);
    database->exec(fmt::format("PRAGMA application_id = {}", kStoreApplication));
    database->exec(fmt::format("PRAGMA user_version = {}", kSchemaVersion));
    change.commit();
  }

  std::string about(const char* key) const {
    SQLite::Statement query(*database, "SELECT value FROM study WHERE key = ?");
    query.bind(1, key);
    return query.executeStep() ? query.getColumn(0).getString() : std::string();
  }

  void set_about(const char* key, const std::string& value) {
    SQLite::Statement add(*database, "INSERT OR REPLACE INTO study (key, value) VALUES (?, ?)");
    add.bind(1, key);
    add.bind(2, value);
    add.exec();
  }

  std::int64_t measure_id(const std::string& name) {
    const auto known = measure_ids.find(name);
    if (known != measure_ids.end()) return known->second;
    SQLite::Statement add(*database, "INSERT OR IGNORE INTO measure_names (name) VALUES (?)");
    add.bind(1, name);
    add.exec();
    SQLite::Statement query(*database, "SELECT id FROM measure_names WHERE name = ?");
    query.bind(1, name);
    query.executeStep();
    return measure_ids[name] = query.getColumn(0).getInt64();
  }
};

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
    run.bind(7, parts_->provenance.host);
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

StoredStudy StudyStore::study() const {
  return parts_->guarded([&] {
    StoredStudy study{parts_->about("name"), parts_->about("text"), parts_->about("folder"), 1, {}};
    const std::string replications = parts_->about("replications");
    std::from_chars(replications.data(), replications.data() + replications.size(),
                    study.replications);
    const auto overrides = nlohmann::json::parse(parts_->about("overrides"), nullptr, false);
    if (overrides.is_array()) study.overrides = overrides.get<std::vector<std::string>>();
    return study;
  });
}

std::vector<StoredCase> StudyStore::cases() const {
  return parts_->guarded([&] {
    std::vector<StoredCase> cases;
    SQLite::Statement query(
        *parts_->database,
        "SELECT cases.id, hash, name, settings, ifnull(position, -1), count(runs.id), "
        "count(runs.problem) FROM cases LEFT JOIN runs ON runs.case_id = cases.id "
        "GROUP BY cases.id ORDER BY position IS NULL, position, cases.id");
    while (query.executeStep()) {
      cases.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(),
                       query.getColumn(2).getString(), query.getColumn(3).getString(),
                       query.getColumn(4).getInt64(), query.getColumn(5).getInt64(),
                       query.getColumn(6).getInt64()});
    }
    return cases;
  });
}

std::vector<RunValues> StudyStore::all_values(const StudyPlan& plan) const {
  return parts_->guarded([&] {
    const Study& study = plan.study;
    RunValues none;
    none.values.assign(
        study.measures.size(),
        std::vector<double>(study.replications, std::numeric_limits<double>::quiet_NaN()));
    std::vector<RunValues> all(study.cases.size(), none);
    std::multimap<std::string, std::size_t> places;  // two cases may be the same
    for (std::size_t c = 0; c < plan.hashes.size(); ++c) places.emplace(plan.hashes[c], c);
    const auto each = [&](SQLite::Statement& query, auto found) {
      while (query.executeStep()) {
        const auto replication = static_cast<std::size_t>(query.getColumn(1).getInt64());
        if (replication >= study.replications) continue;
        const auto [first, last] = places.equal_range(query.getColumn(0).getString());
        for (auto place = first; place != last; ++place) found(all[place->second], replication);
      }
    };
    SQLite::Statement runs(*parts_->database,
                           "SELECT hash, replication, problem FROM runs "
                           "JOIN cases ON cases.id = case_id ORDER BY case_id, replication");
    each(runs, [&](RunValues& one, std::size_t) {
      ++one.runs;
      if (!runs.getColumn(2).isNull()) one.problems.push_back(runs.getColumn(2).getString());
    });
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      SQLite::Statement values(
          *parts_->database,
          "SELECT hash, replication, value FROM measure_names n "
          "JOIN measure_values v ON v.measure_id = n.id JOIN runs ON runs.id = run_id "
          "JOIN cases ON cases.id = case_id WHERE n.name = ? AND value IS NOT NULL");
      values.bind(1, study.measures[m].name());
      each(values, [&](RunValues& one, std::size_t replication) {
        one.values[m][replication] = values.getColumn(2).getDouble();
      });
    }
    return all;
  });
}

void StudyStore::export_csv(const std::function<void(const std::string& line)>& write) const {
  parts_->guarded([&] {
    std::vector<std::string> measures;
    SQLite::Statement names(*parts_->database, "SELECT name FROM measure_names ORDER BY name");
    while (names.executeStep()) measures.push_back(names.getColumn(0).getString());
    CsvLine line;
    line.add("case").add("settings").add("replication").add("seed").add("signature").add("problem");
    for (const std::string& measure : measures) line.add(measure);
    write(line.finish());

    SQLite::Statement runs(
        *parts_->database,
        "SELECT runs.id, name, settings, replication, seed, signature, ifnull(problem, '') "
        "FROM runs JOIN cases ON cases.id = runs.case_id WHERE position IS NOT NULL "
        "ORDER BY position, hash, replication");
    SQLite::Statement values(*parts_->database,
                             "SELECT n.name, v.value FROM measure_values v JOIN measure_names n ON "
                             "n.id = v.measure_id WHERE v.run_id = ? ORDER BY n.name");
    while (runs.executeStep()) {
      for (int column = 1; column < 7; ++column) line.add(runs.getColumn(column).getString());
      std::map<std::string, double> of_run;
      values.bind(1, runs.getColumn(0).getInt64());
      while (values.executeStep()) {
        if (!values.getColumn(1).isNull())
          of_run[values.getColumn(0).getString()] = values.getColumn(1).getDouble();
      }
      values.reset();
      for (const std::string& measure : measures) {
        const auto value = of_run.find(measure);
        if (value == of_run.end()) {
          line.add("");
        } else {
          line.add(value->second);
        }
      }
      write(line.finish());
    }
  });
}

void StudyStore::export_hours_csv(const std::function<void(const std::string& line)>& write) const {
  parts_->guarded([&] {
    CsvLine line;
    for (const char* column :
         {"case", "replication", "hour", "busy_card_h", "waiting_card_h", "down_card_h", "it_kwh",
          "kwh", "energy_cny", "carbon_kg", "carried_bytes"})
      line.add(column);
    write(line.finish());
    SQLite::Statement hours(
        *parts_->database,
        "SELECT name, replication, hour, busy_card_h, waiting_card_h, down_card_h, it_kwh, kwh, "
        "energy_cny, carbon_kg, carried_bytes FROM hourly JOIN runs ON runs.id = run_id "
        "JOIN cases ON cases.id = case_id WHERE position IS NOT NULL "
        "ORDER BY position, hash, replication, hour");
    while (hours.executeStep()) {
      line.add(hours.getColumn(0).getString());
      line.add(hours.getColumn(1).getInt64()).add(hours.getColumn(2).getInt64());
      for (int column = 3; column < 11; ++column) line.add(hours.getColumn(column).getDouble());
      write(line.finish());
    }
  });
}

}  // namespace suanwang
