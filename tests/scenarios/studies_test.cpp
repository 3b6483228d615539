#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "sim/study/study_results.hpp"
#include "sim/study/sweep.hpp"
#include "tests/slow_build.hpp"
#include "tests/study/study_sample.hpp"

// The studies under scenarios/studies: each gives its expected.csv, which is the cases.csv of
// `suanwang sweep NAME --out DIR`, and shows what its README says that it shows.

namespace suanwang {
namespace {

namespace fs = std::filesystem;

fs::path studies() { return source_share().scenarios / "studies"; }

}  // namespace

TEST_CASE("studies: each stands in a folder with a README and its results, and has no mistakes",
          "[study][scenarios]") {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(studies())) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    names.insert(name);
    for (const char* file : {"study.yaml", "README.md", "expected.csv"}) {
      CAPTURE(file);
      CHECK(fs::exists(entry.path() / file));
    }
    const LoadedStudy loaded = load_study(name, {}, source_share());
    for (const Diagnostic& problem : loaded.problems) FAIL_CHECK(to_string(problem));
    REQUIRE(loaded.study);
    CHECK(loaded.study->name == name);
  }
  CHECK(names ==
        std::set<std::string>{"capacity-west-grid", "link-price-tornado", "policy-pareto"});
}

#ifndef SUANWANG_SLOW_BUILD  // a hundred national runs

namespace {

/// The cells of one line of CSV.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;  // none of our names holds a quote
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

/// Equal, or numbers that differ by no more than their last digits.
bool is_same(const std::string& a, const std::string& b) {
  if (a == b) return true;
  char *a_end = nullptr, *b_end = nullptr;
  const double x = std::strtod(a.c_str(), &a_end), y = std::strtod(b.c_str(), &b_end);
  if (a.empty() || b.empty() || *a_end || *b_end) return false;
  return x == Approx(y).epsilon(1e-9).margin(1e-9);
}

void compare_csv(const std::string& got, const std::string& expected) {
  std::istringstream a(got), b(expected);
  std::string line, other;
  std::getline(a, line);
  const std::vector<std::string> heads = cells_of(line);
  REQUIRE(std::getline(b, other));
  CHECK(line == other);
  while (std::getline(a, line)) {
    REQUIRE(std::getline(b, other));
    const std::vector<std::string> found = cells_of(line), wanted = cells_of(other);
    REQUIRE(found.size() == heads.size());
    REQUIRE(wanted.size() == heads.size());
    for (std::size_t i = 0; i < heads.size(); ++i) {
      CAPTURE(found[0], heads[i], found[i], wanted[i]);
      CHECK(is_same(found[i], wanted[i]));
    }
  }
  CHECK_FALSE(std::getline(b, other));
}

/// A study of the project, run on two threads into a store of its own.
class RunStudy {
 public:
  explicit RunStudy(const std::string& name) : plan_(plan_named(name)) {
    const Study& study = plan_.study;
    StudyStore store = StudyStore::open(
        folder_ / "s.sqlite", {study.name, study.text, study.folder, study.replications, {}},
        {"test", "host"});
    store.set_cases(plan_);
    SweepOptions options;
    options.threads = 2;
    CHECK(run_all(plan_, store.missing(plan_), options,
                  [&](const RunRecord& record) { store.put(plan_, record); }));
    results_ = study_results(plan_, store);
    CHECK(results_.problems.empty());
    CHECK(results_.runs == results_.wanted);
  }

  /// To accept a changed model: SUANWANG_UPDATE=1 ./do test -R study:
  void check_expected() const {
    const fs::path file = studies() / plan_.study.name / "expected.csv";
    const std::string got = study_csv(plan_, results_);
    if (std::getenv("SUANWANG_UPDATE")) std::ofstream(file) << got;
    std::stringstream expected;
    expected << std::ifstream(file).rdbuf();
    compare_csv(got, expected.str());
  }

  const StudyCaseResult& at(const std::string& name) const {
    for (const StudyCaseResult& one : results_.cases) {
      if (one.name == name) return one;
    }
    FAIL("no case " << name);
    return results_.cases.front();
  }

  /// Mean of a case.
  double mean(const std::string& name, const std::string& measure) const {
    return at(name).measures[index_of(measure)].mean;
  }

  /// Difference from the baseline, which must be clear of 0.
  double change(const std::string& name, const std::string& measure) const {
    CAPTURE(name, measure);
    const PairedDifference& d = at(name).differences.at(index_of(measure));
    CHECK(d.is_clear());
    return d.difference.mean;
  }

 private:
  static StudyPlan plan_named(const std::string& name) {
    LoadedStudy loaded = load_study(name, {}, source_share());
    REQUIRE(loaded.study);
    return make_plan(std::move(loaded), source_share(), "test");
  }

  std::size_t index_of(const std::string& measure) const {
    const std::vector<Measure>& measures = plan_.study.measures;
    for (std::size_t m = 0; m < measures.size(); ++m) {
      if (measures[m].name() == measure) return m;
    }
    FAIL("no measure " << measure);
    return 0;
  }

  StudyFolder folder_;
  StudyPlan plan_;
  StudyResults results_;
};

}  // namespace

TEST_CASE("study: link-price-tornado, dearer fibre keeps work at home", "[study-run]") {
  const RunStudy study("link-price-tornado");
  study.check_expected();
  CHECK(study.change("fibre price=0.05 CNY/GB", "west_share") < 0);
  CHECK(study.change("fibre price=0 CNY/GB", "west_share") > 0);
  CHECK(study.change("fibre price=0 CNY/GB", "cost_cny") < 0);
  CHECK(study.change("West power discount=30 %", "west_share") > 0);
  CHECK(study.change("West power discount=30 %", "cost_cny") < 0);
  CHECK(study.change("carbon price=300 CNY/t", "carbon_kg") < 0);
  CHECK(study.change("carbon price=0 CNY/t", "carbon_kg") > 0);
  CHECK(study.change("demand=1.2", "cost_cny") > 0);
  CHECK(study.change("demand=0.8", "cost_cny") < 0);
  CHECK(study.change("latency bound=10 ms", "west_share") < 0);
  // The base says so already: the same run, to the last bit.
  CHECK(study.mean("West power discount=0 %", "cost_cny") == study.mean("base", "cost_cny"));
  CHECK(study.mean("latency bound=60 ms", "west_share") == study.mean("base", "west_share"));
}

TEST_CASE("study: policy-pareto, what stays at home is beaten in all", "[study-run]") {
  const RunStudy study("policy-pareto");
  study.check_expected();
  const auto is_front = [&](const std::string& policy) {
    return study.at("policy=" + policy).is_front;
  };
  CHECK(is_front("cheapest"));
  CHECK(is_front("greenest"));
  CHECK_FALSE(is_front("local-only"));
  CHECK_FALSE(is_front("nearest"));
  CHECK_FALSE(is_front("random"));
  CHECK(study.change("policy=cheapest", "cost_cny") < 0);
  CHECK(study.change("policy=greenest", "carbon_kg") < 0);
  CHECK(study.change("policy=west-first", "west_share") > 0.5);
}

TEST_CASE("study: capacity-west-grid, cards without fibre bring little West", "[study-run]") {
  const RunStudy study("capacity-west-grid");
  study.check_expected();
  const auto mean = [&](const char* cards, const char* fibre, const char* measure) {
    return study.mean(std::string("cards=") + cards + ", fibre=" + fibre, measure);
  };
  // Along each axis more is more.
  for (const char* fibre : {"100 Gbps", "400 Gbps", "1.6 Tbps", "6.4 Tbps"}) {
    CHECK(mean("50000", fibre, "west_share") < mean("100000", fibre, "west_share"));
    CHECK(mean("100000", fibre, "west_share") < mean("200000", fibre, "west_share"));
  }
  for (const char* cards : {"50000", "100000", "200000", "300000"}) {
    CHECK(mean(cards, "100 Gbps", "west_share") < mean(cards, "6.4 Tbps", "west_share"));
    CHECK(mean(cards, "100 Gbps", "card_hours") < mean(cards, "6.4 Tbps", "card_hours"));
  }
  // Few cards are full with any fibre; narrow fibre is full with any cards.
  CHECK(mean("50000", "6.4 Tbps", "sites.qingyang.utilization") > 0.95);
  CHECK(mean("300000", "6.4 Tbps", "sites.qingyang.utilization") < 0.7);
  CHECK(mean("50000", "400 Gbps", "links.qingyang-henan.utilization") > 0.99);
  CHECK(mean("300000", "400 Gbps", "links.qingyang-henan.utilization") > 0.99);
  CHECK(mean("300000", "6.4 Tbps", "links.qingyang-henan.utilization") < 0.7);
}

#endif

}  // namespace suanwang
