#include "sim/study/why.hpp"

#include <fmt/format.h>

#include <map>
#include <mutex>
#include <numeric>
#include <optional>

#include "sim/engine/simulate.hpp"
#include "sim/report/json.hpp"
#include "sim/report/table.hpp"
#include "sim/study/charts.hpp"
#include "sim/study/parallel.hpp"
#include "sim/study/shapley.hpp"
#include "sim/study/study_phrases.hpp"

namespace suanwang {
namespace {

/// The scenarios of all sets of changes that are needed, by mask; nothing if one cannot be read.
std::optional<std::map<std::uint64_t, Scenario>> scenarios_of(
    const MergedScenario& a, const std::vector<ChangeGroup>& groups,
    const std::vector<std::uint64_t>& masks, const Share& share) {
  std::map<std::uint64_t, Scenario> scenarios;
  for (const std::uint64_t mask : masks) {
    const MergedScenario merged{with_changes(*a.tree, groups, mask), a.name, {}, a.tables};
    Loaded loaded = read_merged(merged, {}, share);
    if (!loaded.scenario) return std::nullopt;
    scenarios.emplace(mask, std::move(*loaded.scenario));
  }
  return scenarios;
}

/// The end of a change's path, short enough to stand beside a bar: `power.price`.
std::string brief(const std::string& label) {
  const std::string path = label.substr(0, label.find(':'));
  const std::size_t last = path.rfind('.');
  const std::size_t before =
      last == std::string::npos || last == 0 ? std::string::npos : path.rfind('.', last - 1);
  return before == std::string::npos ? path : path.substr(before + 1);
}

std::vector<std::uint64_t> all_masks(std::size_t players) {
  std::vector<std::uint64_t> masks(std::size_t{1} << players);
  std::iota(masks.begin(), masks.end(), std::uint64_t{0});
  return masks;
}

}  // namespace

Why explain(const MergedScenario& a, const MergedScenario& b, const Share& share,
            const WhyOptions& options) {
  Why why;
  why.measures = options.measures;
  const std::vector<TreeChange> changes = tree_changes(*a.tree, *b.tree);
  std::size_t most = kMostChanges;
  std::vector<std::vector<std::size_t>> orders;
  std::vector<std::uint64_t> masks;
  std::optional<std::map<std::uint64_t, Scenario>> scenarios;
  while (true) {
    why.changes = grouped(changes, most);
    const std::size_t players = why.changes.size();
    why.is_sampled = players > kExactChanges;
    orders = why.is_sampled ? shapley_orders(players, kSampledOrders, options.seed)
                            : std::vector<std::vector<std::size_t>>{};
    masks = why.is_sampled ? subsets_needed(players, orders) : all_masks(players);
    scenarios = scenarios_of(a, why.changes, masks, share);
    if (scenarios || players <= 1) break;
    // Some changes only make sense together, such as a site and its link: larger groups.
    why.is_coarse = true;
    most = players - 1;
  }
  if (!scenarios) return why;

  // values[mask][measure][replication]
  std::map<std::uint64_t, std::vector<std::vector<double>>> values;
  for (const std::uint64_t mask : masks) {
    values[mask].assign(why.measures.size(), std::vector<double>(options.replications));
  }
  std::mutex mutex;
  const std::size_t planned = masks.size() * options.replications;
  parallel_for(planned, options.threads, [&](std::size_t i) {
    const std::uint64_t mask = masks[i / options.replications];
    RunOptions run;
    run.replication = static_cast<std::uint32_t>(i % options.replications);
    run.keep_hours = false;
    const Results results = simulate(scenarios->at(mask), run);
    auto& of_mask = values.at(mask);
    for (std::size_t m = 0; m < why.measures.size(); ++m) {
      of_mask[m][run.replication] = why.measures[m].of(results);
    }
    const std::lock_guard lock(mutex);
    ++why.runs;
    if (options.progress) options.progress(why.runs, planned);
  });

  const std::size_t players = why.changes.size();
  for (std::size_t m = 0; m < why.measures.size(); ++m) {
    std::vector<std::vector<double>> parts(players);  // by change and replication
    for (std::uint32_t r = 0; r < options.replications; ++r) {
      std::vector<double> shares;
      if (why.is_sampled) {
        shares = shapley_sampled(players, orders,
                                 [&](std::uint64_t mask) { return values.at(mask)[m][r]; });
      } else {
        std::vector<double> by_mask;
        for (const std::uint64_t mask : masks) by_mask.push_back(values.at(mask)[m][r]);
        shares = shapley_exact(players, by_mask);
      }
      for (std::size_t p = 0; p < players; ++p) parts[p].push_back(shares[p]);
    }
    why.from.push_back(mean_interval(values.at(masks.front())[m]).mean);
    why.to.push_back(mean_interval(values.at(masks.back())[m]).mean);
    auto& intervals = why.parts.emplace_back();
    for (const auto& part : parts) intervals.push_back(mean_interval(part));
  }
  return why;
}

std::string why_report(const Why& why, const std::string& a, const std::string& b,
                       Language language) {
  const auto filled = [&](const Phrase& phrase, const auto&... arguments) {
    return wrap(fmt::format(fmt::runtime(phrase.in(language)), arguments...), kReportWidth, 0,
                kIndent);
  };
  if (why.changes.empty()) return filled(phrases::why_nothing);
  std::string text = filled(phrases::why_heading, why.changes.size(), why.runs);
  if (why.is_sampled) text += filled(phrases::why_sampled, 2 * kSampledOrders);
  if (why.is_coarse) text += filled(phrases::why_coarse);
  for (std::size_t c = 0; c < why.changes.size(); ++c) {
    text += wrap(fmt::format("{}  {}", c + 1, why.changes[c].label), kReportWidth, kIndent,
                 2 * kIndent);
  }
  for (std::size_t m = 0; m < why.parts.size(); ++m) {
    const Measure& measure = why.measures[m];
    std::vector<WaterfallStep> steps;
    for (std::size_t c = 0; c < why.changes.size(); ++c) {
      const Interval& part = why.parts[m][c];
      steps.push_back({fmt::format("{}  {}", c + 1, brief(why.changes[c].label)), part.mean,
                       part.count > 1 ? part.half_width : 0});
    }
    text += fmt::format("\n{}\n", measure.label(language));
    text += waterfall_chart(
        a, why.from[m], steps, b, why.to[m],
        [&](double value) { return format_value(measure.kind(), value, language); },
        [&](double value) { return format_difference(measure.kind(), value, language); });
  }
  return text;
}

nlohmann::ordered_json why_json(const Why& why) {
  auto json = nlohmann::ordered_json::object();
  json["runs"] = why.runs;
  json["sampled"] = why.is_sampled;
  json["measures"] = nlohmann::ordered_json::object();
  for (std::size_t m = 0; m < why.parts.size(); ++m) {
    auto& measure = json["measures"][why.measures[m].name()];
    measure["from"] = number(why.from[m]);
    measure["to"] = number(why.to[m]);
    measure["parts"] = nlohmann::ordered_json::array();
    for (std::size_t c = 0; c < why.changes.size(); ++c) {
      measure["parts"].push_back({{"change", why.changes[c].label},
                                  {"mean", number(why.parts[m][c].mean)},
                                  {"half_width", number(why.parts[m][c].half_width)}});
    }
  }
  return json;
}

}  // namespace suanwang
