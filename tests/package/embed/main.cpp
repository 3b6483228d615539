// Embeds Suanwang: runs a scenario as it stands, then under a placement policy of this program's
// own.
//
//     embed [SCENARIO [KEY=VALUE...]]

#include <fmt/format.h>

#include <string>
#include <vector>

#include "models/placement/policy.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/report/json.hpp"
#include "sim/scenario/load.hpp"

namespace {

/// Sends a job to the site with the least cooling overhead (PUE) that has room at once, else to the
/// least loaded one. Ties go to the first, so runs repeat exactly.
class LeastCooling final : public suanwang::PlacementPolicy {
 public:
  std::optional<std::size_t> place(const suanwang::JobView& job,
                                   std::span<const suanwang::SiteView> pools) override {
    std::optional<std::size_t> coolest, emptiest;
    for (std::size_t i = 0; i < pools.size(); ++i) {
      const suanwang::SiteView& pool = pools[i];
      if (!job.allowed(pool, i)) continue;  // too small, too far or cut off
      if (pool.free() >= job.cards && (!coolest || pool.pue < pools[*coolest].pue)) coolest = i;
      if (!emptiest || pool.load() < pools[*emptiest].load()) emptiest = i;
    }
    return coolest ? coolest : emptiest;
  }
};

void tell(const suanwang::Results& results) {
  fmt::print("{}: signature {}, {} jobs, PUE {:.3f}\n", results.policy,
             suanwang::signature(results), results.ledger.submitted, results.energy.pue());
}

}  // namespace

int main(int count, char** values) {
  const std::string name = count > 1 ? values[1] : "one-job";
  std::vector<suanwang::Override> overrides;
  for (int i = 2; i < count; ++i) {
    const std::string text = values[i];
    const auto equals = text.find('=');
    if (equals == std::string::npos) {
      fmt::print(stderr, "embed: expected KEY=VALUE, got {}\n", text);
      return 2;
    }
    overrides.push_back({text.substr(0, equals), text.substr(equals + 1)});
  }

  const suanwang::Share share{SUANWANG_SHARE "/catalog", SUANWANG_SHARE "/scenarios"};
  suanwang::Loaded loaded = suanwang::load_scenario(name, overrides, share);
  for (const auto& problem : loaded.problems)
    fmt::print(stderr, "{}\n", suanwang::to_string(problem));
  if (!loaded.scenario) return 2;

  tell(suanwang::simulate(*loaded.scenario));

  LeastCooling policy;
  loaded.scenario->placement.policy = "least-cooling";  // what the results call it
  tell(suanwang::simulate(*loaded.scenario, {.policy = &policy}));
}
