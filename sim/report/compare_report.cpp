#include "sim/report/compare_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/report/economy_report.hpp"
#include "sim/report/metrics.hpp"
#include "sim/report/phrases.hpp"
#include "sim/report/site_group.hpp"
#include "sim/report/table.hpp"

namespace suanwang {
namespace {

/// The difference without what rounding leaves of none.
double difference(double before, double after) {
  constexpr double kHair = 1e-12;
  const double change = after - before;
  return std::abs(change) <= kHair * std::max(std::abs(before), std::abs(after)) ? 0 : change;
}

/// The change in per cent; empty where there was nothing before, or where points say it better.
std::string relative(Kind kind, double before, double after, Language language) {
  if (kind == Kind::share || is_nothing(kind, before)) return "";
  return format_change(difference(before, after) / std::abs(before), language);
}

std::string indicators(const Results& before, const Results& after, Language language) {
  Table table({{phrases::measure.in(language), Align::left},
               {phrases::baseline.in(language)},
               {phrases::now.in(language)},
               {phrases::change.in(language)},
               {phrases::relative.in(language)}});
  for (const Metric& metric : national_metrics()) {
    const bool in_both = has(before, metric.of) && has(after, metric.of);
    const bool in_one = has(before, metric.of) || has(after, metric.of);
    if (!(is_told_of_one(metric.of) ? in_one : in_both)) continue;
    const double a = metric.value(before), b = metric.value(after);
    table.row({metric.name.in(language), format_value(metric.kind, a, language),
               format_value(metric.kind, b, language),
               format_difference(metric.kind, difference(a, b), language),
               relative(metric.kind, a, b, language)});
  }
  return table.to_string(kIndent);
}

std::string hubs(const Results& before, const Results& after, Language language) {
  std::map<std::string, double> baseline;
  for (const SiteGroup& group : group_by_hub(before)) baseline[group.id] = group.card.utilization();
  Table table({{phrases::hub.in(language), Align::left},
               {phrases::side.in(language), Align::left},
               {phrases::baseline.in(language)},
               {phrases::now.in(language)},
               {phrases::change.in(language)}});
  const auto groups = group_by_hub(after);
  if (groups.size() < 2 && (groups.empty() || groups.front().id.empty())) return "";
  for (const SiteGroup& group : groups) {
    const bool outside = group.id.empty();
    const double b = group.card.utilization();
    const auto found = baseline.find(group.id);
    const Phrase& side = group.side == Side::west ? phrases::west : phrases::east;
    table.row(
        {outside ? phrases::outside_hubs.in(language) : name_of(group.name, group.id, language),
         outside ? "" : side.in(language),
         found == baseline.end() ? "-" : format_share(found->second, language),
         format_share(b, language),
         found == baseline.end() ? "-" : format_points(b - found->second, language)});
  }
  return fmt::format("\n{}\n{}", phrases::hub_utilization.in(language), table.to_string(kIndent));
}

/// The regions whose mean wait changed most, either way; none where no wait changed.
std::string regions(const Results& before, const Results& after, Language language) {
  struct Pair {
    const RegionResult *before, *after;
    double change_s;
  };
  std::map<std::string, const RegionResult*> baseline;
  for (const RegionResult& region : before.regions) baseline[region.id] = &region;
  std::vector<Pair> pairs;
  for (const RegionResult& region : after.regions) {
    const auto found = baseline.find(region.id);
    if (found == baseline.end()) continue;
    const double change_s = region.wait_s.mean - found->second->wait_s.mean;
    if (change_s != 0) pairs.push_back({found->second, &region, change_s});
  }
  if (pairs.empty()) return "";
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return std::abs(a.change_s) > std::abs(b.change_s);
  });
  if (pairs.size() > kMostRegions) pairs.resize(kMostRegions);

  Table table({{phrases::region.in(language), Align::left},
               {phrases::baseline.in(language)},
               {phrases::now.in(language)},
               {phrases::change.in(language)},
               {phrases::served_before.in(language)},
               {phrases::served_now.in(language)}});
  const auto served = [&](const RegionResult& r) {
    return r.demanded_card_s > 0 ? format_share(r.served_card_s / r.demanded_card_s, language)
                                 : "-";
  };
  for (const Pair& pair : pairs) {
    const RegionResult& region = *pair.after;
    table.row({name_of(region.name, region.id, language),
               format_duration(pair.before->wait_s.mean, language),
               format_duration(region.wait_s.mean, language),
               format_difference(Kind::duration, pair.change_s, language), served(*pair.before),
               served(region)});
  }
  return fmt::format("\n{}\n{}", phrases::changed_regions.in(language), table.to_string(kIndent));
}

bool differ(const Results& before, const Results& after) {
  return std::any_of(
      national_metrics().begin(), national_metrics().end(),
      [&](const Metric& metric) { return metric.value(before) != metric.value(after); });
}

/// What moving work West changed, in words.
std::string conclusion(const Results& a, const Results& b, Language language) {
  if (!differ(a, b)) return phrases::unchanged.in(language);
  const auto change = [&](Kind kind, double before, double after) {
    const std::string text = relative(kind, before, after, language);
    return text.empty() ? "-" : text;
  };
  const double cost_a = total_cost_cny(a), cost_b = total_cost_cny(b);
  const char* blank = language == Language::zh ? "" : " ";
  const std::string west_a = format_share(a.west_share, language);
  const std::string west_b = format_share(b.west_share, language);
  std::string text =
      west_a == west_b ? fmt::format(fmt::runtime(phrases::west_stays.in(language)), west_b)
                       : fmt::format(fmt::runtime(phrases::west_moves.in(language)), west_a, west_b,
                                     format_points(b.west_share - a.west_share, language));
  text += blank;
  text += fmt::format(
      fmt::runtime(phrases::conclusion.in(language)),
      format_points(b.card.utilization() - a.card.utilization(), language),
      format_share(b.card.utilization(), language), format_duration(a.wait_s.mean, language),
      format_duration(b.wait_s.mean, language),
      format_difference(Kind::money, cost_b - cost_a, language),
      change(Kind::money, cost_a, cost_b),
      format_difference(Kind::mass, b.energy.carbon_kg - a.energy.carbon_kg, language),
      change(Kind::mass, a.energy.carbon_kg, b.energy.carbon_kg),
      format_bytes(a.cross_region_bytes), format_bytes(b.cross_region_bytes));
  const double network_kg = difference(a.network.carbon_kg, b.network.carbon_kg);
  if (!is_nothing(Kind::mass, network_kg)) {
    text += blank;
    text += fmt::format(fmt::runtime(phrases::network_too.in(language)),
                        format_difference(Kind::mass, network_kg, language),
                        format_difference(Kind::mass,
                                          network_kg + difference(a.energy.location_carbon_kg,
                                                                  b.energy.location_carbon_kg),
                                          language));
  }

  const double work_a = a.card.allocated_card_s() / 3600, work_b = b.card.allocated_card_s() / 3600;
  if (work_a > 0 && work_b > 0) {
    text += blank;
    text += fmt::format(fmt::runtime(phrases::work_note.in(language)),
                        change(Kind::count, work_a, work_b),
                        format_money(ratio(cost_b, work_b), language),
                        format_money(ratio(cost_a, work_a), language),
                        format_mass(ratio(b.energy.carbon_kg, work_b), language),
                        format_mass(ratio(a.energy.carbon_kg, work_a), language));
  }
  return text;
}

/// What to call a run beside the other: by its policy where the scenario is the same.
std::string run_name(const Results& run, const Results& other) {
  if (run.scenario != other.scenario) return run.scenario;
  return run.policy == other.policy ? run.scenario : run.policy;
}

}  // namespace

std::string compare_report(const Results& baseline, const Results& other, Language language) {
  std::string text = wrap(
      printable(fmt::format("{}: {}", phrases::what_changed.in(language),
                            fmt::format(fmt::runtime(phrases::compared.in(language)),
                                        run_name(other, baseline), run_name(baseline, other)))),
      kReportWidth);
  text += indicators(baseline, other, language) + hubs(baseline, other, language) +
          regions(baseline, other, language) + economy_comparison(baseline, other, language) +
          "\n" + wrap(conclusion(baseline, other, language), kReportWidth);
  const std::string footnote =
      baseline.seed == other.seed ? phrases::one_seed.in(language)
                                  : fmt::format(fmt::runtime(phrases::different_seeds.in(language)),
                                                baseline.seed, other.seed);
  text += wrap(footnote, kReportWidth);
  if (baseline.carriage_cny + other.carriage_cny > 0) {
    text += wrap(phrases::carriage_note.in(language), kReportWidth);
  }
  return text;
}

nlohmann::ordered_json summary_difference(const nlohmann::ordered_json& baseline,
                                          const nlohmann::ordered_json& other) {
  nlohmann::ordered_json difference = nlohmann::ordered_json::object();
  for (const auto& [key, value] : other.items()) {
    if (!baseline.contains(key) || key == "performance" || key == "seed" || key == "measured" ||
        key == "replication") {
      continue;
    }
    const auto& before = baseline.at(key);
    if (value.is_object() && before.is_object()) {
      if (auto nested = summary_difference(before, value); !nested.empty()) {
        difference[key] = std::move(nested);
      }
    } else if (value.is_number() && before.is_number()) {
      const double change = value.get<double>() - before.get<double>();
      if (std::isfinite(change)) difference[key] = change;
    }
  }
  return difference;
}

}  // namespace suanwang
