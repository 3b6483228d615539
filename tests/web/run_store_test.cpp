#include "sim/web/serve/run_store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "sim/study/store.hpp"
#include "tests/app/program.hpp"

using namespace suanwang;
using Catch::Matchers::Contains;
using program::Scratch;

namespace {

ProperRun run(const std::string& id, ProperRun::State state = ProperRun::State::waiting) {
  ProperRun made;
  made.id = id;
  made.title = {"East-West", "东数西算"};
  made.scenario = "east-west-2025";
  made.levers = {{"demand", 1.5}, {"policy", std::string("nearest")}};
  made.baseline = {{"demand", 0.1}};
  made.replications = 7;
  made.planned = 14;
  made.made = "2026-01-02 03:04";
  made.state = state;
  return made;
}

}  // namespace

TEST_CASE("run store: what is put comes back, also after a restart, newest first", "[serve]") {
  const Scratch folder("run-store");
  const auto file = folder.path / "runs.sqlite";
  {
    RunStore store(file);
    CHECK_FALSE(program::fs::exists(file));  // made when there is something to keep
    CHECK(store.list().empty());
    store.put(run("first"), "", "suanwang 1");
    ProperRun done = run("first", ProperRun::State::done);
    done.done = 14;
    store.put(done, R"({"kind": "comparison"})", "suanwang 1");
    ProperRun scaled = run("second");
    scaled.scale = 0.5;
    store.put(scaled, "", "suanwang 1");
  }
  RunStore again(file);
  const auto list = again.list();
  REQUIRE(list.size() == 2);
  CHECK(list[0].id == "second");
  CHECK(list[0].scale == std::optional(0.5));
  // It was not done when its server ended.
  CHECK(list[0].state == ProperRun::State::failed);
  CHECK(list[0].text == "the server ended before it was done");
  const auto first = again.find("first");
  REQUIRE(first);
  CHECK(first->state == ProperRun::State::done);
  CHECK(first->levers == run("").levers);
  CHECK(first->baseline == run("").baseline);
  CHECK(first->title.zh == "东数西算");
  CHECK(first->done == 14);
  CHECK_FALSE(first->scale);
  CHECK(again.document("first") == R"({"kind": "comparison"})");
  CHECK_FALSE(again.document("second"));
  CHECK_FALSE(again.find("third"));
  CHECK_FALSE(again.find("' OR 1 = 1 --"));

  SQLite::Database plain(file.string(), SQLite::OPEN_READONLY);
  CHECK(plain.execAndGet("PRAGMA journal_mode").getString() == "wal");
  CHECK(plain.execAndGet("PRAGMA user_version").getInt() == RunStore::kSchemaVersion);
  CHECK_THAT(plain.execAndGet("SELECT sql FROM sqlite_master WHERE name = 'runs'").getString(),
             Contains("STRICT"));
}

TEST_CASE("run store: a store that has gone is told, and one that is back is used", "[serve]") {
  const Scratch folder("run-store-gone");
  const auto file = folder.path / "runs.sqlite", away = folder.path / "away.sqlite";
  RunStore store(file);
  store.put(run("first"), "", "suanwang 1");
  program::fs::rename(file, away);
  CHECK_THROWS_WITH(store.list(), Contains("runs.sqlite: the store has gone"));
  CHECK_THROWS_AS(store.put(run("second"), "", "suanwang 1"), StoreProblem);
  // Another file under its name is not it.
  std::ofstream(file) << "";
  CHECK_THROWS_AS(store.list(), StoreProblem);
  program::fs::rename(away, file);
  CHECK(store.list().size() == 1);
}

TEST_CASE("run store: files that are none, and a store that another one has, are refused",
          "[serve]") {
  const Scratch folder("run-store-none");
  std::ofstream(folder.path / "text.sqlite") << std::string(5000, 'x');
  CHECK_THROWS_WITH(RunStore(folder.path / "text.sqlite"),
                    Contains("is no store of `suanwang serve`"));
  {
    SQLite::Database other((folder.path / "other.sqlite").string(),
                           SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE t (x)");
  }
  CHECK_THROWS_WITH(RunStore(folder.path / "other.sqlite"),
                    Contains("is an SQLite file, but no store of `suanwang serve`"));
  RunStore first(folder.path / "runs.sqlite");
  first.put(run("first"), "", "suanwang 1");
  CHECK_THROWS_WITH(RunStore(folder.path / "runs.sqlite"),
                    Contains("another process is writing this store"));
  {
    RunStore newer(folder.path / "newer.sqlite");
    newer.put(run("first"), "", "suanwang 1");
  }
  {
    SQLite::Database newer((folder.path / "newer.sqlite").string(), SQLite::OPEN_READWRITE);
    newer.exec("PRAGMA user_version = 99");
  }
  CHECK_THROWS_WITH(RunStore(folder.path / "newer.sqlite"), Contains("has format 99"));
  CHECK_THROWS_AS(RunStore(folder.path / "missing" / "x.sqlite").put(run("a"), "", "1"),
                  StoreProblem);
}
