#include "sim/study/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "sim/study/study_phrases.hpp"

namespace suanwang {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

template <typename Part>
const Part* find(const std::vector<Part>& parts, std::string_view id) {
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.id == id; });
  return found == parts.end() ? nullptr : &*found;
}

/// Calls `value` with the part of that id, or tells that there is none.
template <typename Part, typename Value>
double of_part(const std::vector<Part>& parts, std::string_view id, Value value) {
  const Part* part = find(parts, id);
  return part ? value(*part) : kNone;
}

struct PartMeasure {
  std::string_view list;   ///< `sites`, `regions`, `classes`, `services` or `links`
  std::string_view field;  ///< after the id
  const Phrase& part_name;
  const Phrase& field_name;
  Kind kind;
  Wanted wanted;
  double (*value)(const Results&, std::string_view id);
};

using R = const Results&;
using Id = std::string_view;

// To add one: a row here.
constexpr std::array kPartMeasures{
    PartMeasure{"sites", "utilization", phrases::site, phrases::utilization, Kind::share,
                Wanted::high,
                [](R r, Id id) {
                  return of_part(r.sites, id, [](auto& s) { return s.card.utilization(); });
                }},
    PartMeasure{
        "sites", "wait_s.mean", phrases::site, phrases::wait_mean, Kind::duration, Wanted::low,
        [](R r, Id id) { return of_part(r.sites, id, [](auto& s) { return s.wait_s.mean; }); }},
    PartMeasure{
        "sites", "energy_kwh", phrases::site, phrases::energy, Kind::energy, Wanted::neither,
        [](R r, Id id) { return of_part(r.sites, id, [](auto& s) { return s.energy.kwh; }); }},
    PartMeasure{"sites", "energy_cny", phrases::site, phrases::measure_energy_cny, Kind::money,
                Wanted::neither,
                [](R r, Id id) {
                  return of_part(r.sites, id, [](auto& s) { return s.energy.energy_cny; });
                }},
    PartMeasure{"sites", "carbon_kg", phrases::site, phrases::carbon, Kind::mass, Wanted::neither,
                [](R r, Id id) {
                  return of_part(r.sites, id, [](auto& s) { return s.energy.carbon_kg; });
                }},
    PartMeasure{
        "sites", "pue", phrases::site, phrases::pue, Kind::decimal, Wanted::low,
        [](R r, Id id) { return of_part(r.sites, id, [](auto& s) { return s.energy.pue(); }); }},
    PartMeasure{
        "sites", "jobs_started", phrases::site, phrases::measure_jobs_started, Kind::count,
        Wanted::neither,
        [](R r, Id id) { return of_part(r.sites, id, [](auto& s) { return s.jobs_started; }); }},
    PartMeasure{
        "regions", "wait_s.mean", phrases::region, phrases::wait_mean, Kind::duration, Wanted::low,
        [](R r, Id id) { return of_part(r.regions, id, [](auto& s) { return s.wait_s.mean; }); }},
    PartMeasure{"regions", "west_share", phrases::region, phrases::west_share, Kind::share,
                Wanted::neither,
                [](R r, Id id) {
                  return of_part(r.regions, id,
                                 [](auto& s) { return ratio(s.west_card_s, s.served_card_s); });
                }},
    PartMeasure{"regions", "served_share", phrases::region, phrases::measure_served, Kind::share,
                Wanted::high,
                [](R r, Id id) {
                  return of_part(r.regions, id,
                                 [](auto& s) { return ratio(s.served_card_s, s.demanded_card_s); });
                }},
    PartMeasure{
        "classes", "wait_s.mean", phrases::job_class, phrases::wait_mean, Kind::duration,
        Wanted::low,
        [](R r, Id id) { return of_part(r.classes, id, [](auto& s) { return s.wait_s.mean; }); }},
    PartMeasure{"classes", "response_s.mean", phrases::job_class, phrases::response_mean,
                Kind::duration, Wanted::low,
                [](R r, Id id) {
                  return of_part(r.classes, id, [](auto& s) { return s.response_s.mean; });
                }},
    PartMeasure{"classes", "slo", phrases::job_class, phrases::slo, Kind::share, Wanted::high,
                [](R r, Id id) {
                  return of_part(r.classes, id,
                                 [](auto& s) { return ratio(s.slo_attained, s.slo_jobs); });
                }},
    PartMeasure{"classes", "west_share", phrases::job_class, phrases::west_share, Kind::share,
                Wanted::neither,
                [](R r, Id id) {
                  return of_part(r.classes, id,
                                 [](auto& c) { return ratio(c.west_card_s, c.card_s); });
                }},
    PartMeasure{"services", "served_share", phrases::service, phrases::measure_served, Kind::share,
                Wanted::high,
                [](R r, Id id) {
                  return of_part(r.services, id,
                                 [](auto& s) { return ratio(s.served_card_s, s.demanded_card_s); });
                }},
    PartMeasure{"services", "west_share", phrases::service, phrases::west_share, Kind::share,
                Wanted::neither,
                [](R r, Id id) {
                  return of_part(r.services, id,
                                 [](auto& s) { return ratio(s.west_card_s, s.served_card_s); });
                }},
    PartMeasure{"links", "utilization", phrases::link, phrases::utilization, Kind::share,
                Wanted::neither,
                [](R r, Id id) {
                  return of_part(r.links, id,
                                 [](auto& l) { return std::max(l.forward_use, l.backward_use); });
                }},
};

/// `sites.ID.FIELD` taken apart, where it has that form: ids may hold dots, so the field decides.
bool is_of(const PartMeasure& row, std::string_view name, std::string_view& id) {
  if (!name.starts_with(row.list) || !name.ends_with(row.field)) return false;
  const std::size_t around = row.list.size() + row.field.size() + 2;  // the two dots
  if (name.size() <= around) return false;
  id = name.substr(row.list.size() + 1, name.size() - around);
  return name[row.list.size()] == '.' && name[row.list.size() + 1 + id.size()] == '.';
}

}  // namespace

std::string Measure::label(Language language) const {
  if (metric_) return metric_->name.in(language);
  if (language == Language::en) return name_;
  return fmt::format("{} {} {}", part_name_->in(language), part_, field_name_->in(language));
}

double Measure::of(const Results& results) const {
  if (!metric_) return part_value_(results, part_);
  const bool is_missing = !is_told_of_one(metric_->of) && !has(results, metric_->of);
  return is_missing ? kNone : metric_->value(results);
}

std::optional<Measure> find_measure(std::string_view name) {
  Measure measure;
  measure.name_ = name;
  for (const Metric& metric : national_metrics()) {
    if (name != metric.id) continue;
    measure.kind_ = metric.kind;
    measure.wanted_ = metric.wanted;
    measure.metric_ = &metric;
    return measure;
  }
  for (const PartMeasure& row : kPartMeasures) {
    std::string_view id;
    if (!is_of(row, name, id)) continue;
    measure.kind_ = row.kind;
    measure.wanted_ = row.wanted;
    measure.part_ = id;
    measure.part_value_ = row.value;
    measure.part_name_ = &row.part_name;
    measure.field_name_ = &row.field_name;
    return measure;
  }
  return std::nullopt;
}

std::vector<Measure> national_measures() {
  std::vector<Measure> measures;
  for (const Metric& metric : national_metrics()) measures.push_back(*find_measure(metric.id));
  return measures;
}

std::vector<std::string> measure_names() {
  std::vector<std::string> names;
  for (const Metric& metric : national_metrics()) names.emplace_back(metric.id);
  for (const PartMeasure& row : kPartMeasures) {
    names.push_back(fmt::format("{}.ID.{}", row.list, row.field));
  }
  return names;
}

bool has_part(const Measure& measure, const Scenario& scenario) {
  std::string_view id;
  for (const PartMeasure& row : kPartMeasures) {
    if (!is_of(row, measure.name(), id)) continue;
    if (row.list == "sites") return find(scenario.sites, id) != nullptr;
    if (row.list == "regions") return find(scenario.regions, id) != nullptr;
    if (row.list == "classes") return find(scenario.workloads, id) != nullptr;
    if (row.list == "services") return find(scenario.services, id) != nullptr;
    return find(scenario.links, id) != nullptr;
  }
  return true;
}

}  // namespace suanwang
