#pragma once

// What store.cpp and store_read.cpp share; nobody else includes it.

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <map>
#include <memory>
#include <string>

#include "sim/study/store.hpp"
#include "sim/study/store_lock.hpp"
#include "sim/study/store_schema.hpp"

namespace suanwang {

/// Turns what SQLite says into what a user should read.
[[noreturn]] inline void fail_store(const std::filesystem::path& file,
                                    const SQLite::Exception& error) {
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

struct StudyStore::Parts {
  std::filesystem::path file;
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
      fail_store(file, error);
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

}  // namespace suanwang
