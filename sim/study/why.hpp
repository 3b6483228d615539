#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/scenario/load.hpp"
#include "sim/study/measures.hpp"
#include "sim/study/paired.hpp"
#include "sim/study/scenario_changes.hpp"

namespace suanwang {

/// How the difference of two scenarios comes about: what each change brings on average over all
/// orders in which they could be made (Shapley values, see shapley.hpp). The parts of a measure sum
/// to `to - from`.
struct Why {
  std::vector<ChangeGroup> changes;
  std::vector<Measure> measures;
  std::vector<double> from, to;              ///< by measure: means of the two scenarios
  std::vector<std::vector<Interval>> parts;  ///< by measure and change, over replications
  std::size_t runs = 0;
  bool is_sampled = false;  ///< over some orders only
  /// Changes that cannot stand alone, by group label; they were put together to larger groups.
  bool is_coarse = false;
};

struct WhyOptions {
  std::vector<Measure> measures;
  std::uint32_t replications = 1;
  unsigned threads = 1;
  std::uint64_t seed = 1;  ///< of the orders that are sampled
  std::function<void(std::size_t done, std::size_t planned)> progress;
};

/// All orders of up to so many changes; above, some orders and their reverses.
inline constexpr std::size_t kExactChanges = 6;
inline constexpr std::size_t kSampledOrders = 12;  ///< and as many reverses
inline constexpr std::size_t kMostChanges = 16;    ///< more are put together by block

/// Runs what it takes. Both scenarios are ones that can be read.
Why explain(const MergedScenario& a, const MergedScenario& b, const Share& share,
            const WhyOptions& options);

/// A waterfall for each measure.
std::string why_report(const Why& why, const std::string& a, const std::string& b,
                       Language language);
nlohmann::ordered_json why_json(const Why& why);

}  // namespace suanwang
