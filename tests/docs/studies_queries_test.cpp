#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/study/study_results.hpp"
#include "sim/study/sweep.hpp"
#include "tests/docs/generated_page.hpp"
#include "tests/docs/page_blocks.hpp"
#include "tests/study/study_sample.hpp"

namespace suanwang {
namespace {

/// A row as the sqlite3 program prints it.
template <typename Cell>
std::string row(int columns, const Cell& cell) {
  std::string text;
  for (int i = 0; i < columns; ++i) text += (i > 0 ? "|" : "") + std::string(cell(i));
  return text + "\n";
}

std::string answer(const SQLite::Database& database, const std::string& sql) {
  SQLite::Statement query(database, sql);
  const int columns = query.getColumnCount();
  std::string text = row(columns, [&](int i) { return query.getColumnName(i); });
  while (query.executeStep()) {
    text += row(columns, [&](int i) { return query.getColumn(i).getString(); });
  }
  return text;
}

/// The page's first study, run into a store.
StudyResults fill(const StudyPlan& plan, const std::filesystem::path& file) {
  StudyStore store = StudyStore::open(
      file, {plan.study.name, plan.study.text, plan.study.folder, plan.study.replications, {}},
      {"test", "host"});
  store.set_cases(plan);
  SweepOptions options;
  options.threads = 2;
  CHECK(run_all(plan, store.missing(plan), options,
                [&](const RunRecord& record) { store.put(plan, record); }));
  return study_results(plan, store);
}

}  // namespace

TEST_CASE("docs: the study of the page reports what is shown, and its store answers the queries",
          "[docs]") {
  const std::string english = read_page("studies.md");
  const std::vector<PageBlock> blocks = blocks_of(english);
  const StudyFolder folder;
  REQUIRE(blocks.size() > 2);
  REQUIRE(blocks[0].text.rfind("study: 1", 0) == 0);
  const StudyPlan plan = plan_of(blocks[0].text);
  const StudyResults results = fill(plan, folder / "patience.sqlite");
  CHECK(blocks[1].text == study_report(plan, results, Language::en));

  // What a query is said to answer stands in the block after it, where it does not depend on the
  // machine.
  const SQLite::Database database((folder / "patience.sqlite").string(), SQLite::OPEN_READONLY);
  int queries = 0, answers = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].language != "sql") continue;
    ++queries;
    CAPTURE(blocks[i].text);
    const std::string found = answer(database, blocks[i].text);
    CHECK(std::count(found.begin(), found.end(), '\n') > 1);  // more than the heading
    if (i + 1 == blocks.size() || !blocks[i + 1].language.empty()) continue;
    ++answers;
    CHECK(blocks[i + 1].text == found);
  }
  CHECK(queries == 5);
  CHECK(answers == 4);

  // The Chinese page shows the same study, its report in Chinese, and the same queries.
  const std::vector<PageBlock> chinese = blocks_of(read_page("zh/studies.md"));
  REQUIRE(chinese.size() > 2);
  const StudyPlan same = plan_of(chinese[0].text);
  CHECK(same.hashes == plan.hashes);
  CHECK(chinese[1].text == study_report(plan, results, Language::zh));
  std::vector<std::string> sql, its_sql;
  for (const PageBlock& block : blocks) {
    if (block.language == "sql") sql.push_back(block.text);
  }
  for (const PageBlock& block : chinese) {
    if (block.language == "sql") its_sql.push_back(block.text);
  }
  CHECK(its_sql == sql);
}

}  // namespace suanwang
