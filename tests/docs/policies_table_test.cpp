#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "models/placement/formula.hpp"
#include "models/placement/policies.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/report/format.hpp"
#include "sim/report/metrics.hpp"
#include "sim/scenario/load.hpp"
#include "sim/study/parallel.hpp"
#include "tests/docs/generated_page.hpp"
#include "tests/slow_build.hpp"

namespace suanwang {
namespace {

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};

// The expression that `formula` runs in the table: that of `weighted` with all weights 1.
constexpr const char* kFormula = "latency_ms / 50 + wait_s / 3600 + pue * (price + carbon)";

std::string row_of(std::string_view policy) {
  const Loaded loaded = load_scenario("east-west-2025",
                                      {{"placement.policy", std::string(policy)},
                                       {"placement.formula", std::string("\"") + kFormula + "\""}},
                                      kShare);
  if (!loaded.scenario) throw std::runtime_error("east-west-2025 has problems");
  const Results r = simulate(*loaded.scenario);
  const auto en = Language::en;
  return fmt::format("| `{}` | {} | {} | {} | {} | {} | {} | {} | {} | {:.3f} |\n", policy,
                     format_share(r.card.utilization(), en), format_duration(r.wait_s.mean, en),
                     format_duration(r.response_s.mean, en), format_share(r.slo, en),
                     format_share(r.west_share, en), format_bytes(r.cross_region_bytes),
                     format_money(total_cost_cny(r), en), format_mass(r.energy.carbon_kg, en),
                     r.jain);
}

[[maybe_unused]] std::string table() {
  std::string text =
      "\n| policy | utilization | mean wait | response | jobs in time | West | crossed | cost | "
      "carbon | Jain |\n"
      "|---|---|---|---|---|---|---|---|---|---|\n";
  const auto names = policy_names();
  std::vector<std::string> rows(names.size());
  parallel_for(names.size(), 2, [&](std::size_t i) { rows[i] = row_of(names[i]); });
  for (const std::string& row : rows) text += row;
  return text;
}

}  // namespace

TEST_CASE("policies page names every policy and every variable of a formula", "[docs]") {
  const std::string page = read_page("policies.md");
  for (const auto name : policy_names())
    CHECK(page.find(fmt::format("| `{}` |", name)) != std::string::npos);
  for (const FormulaVariable& variable : formula_variables()) {
    CHECK(page.find(fmt::format("| `{}` | {} |", variable.name, variable.meaning)) !=
          std::string::npos);
  }
}

#ifndef SUANWANG_SLOW_BUILD  // eleven national runs
TEST_CASE("policies: the table in the docs is what the program finds today", "[policies-table]") {
  // To write it anew: SUANWANG_UPDATE=1 ./do test -R policies:
  check_generated({"policies.md", "zh/policies.md"}, "./do test -R policies: -->\n", table());
}
#endif

}  // namespace suanwang
