#include "sim/web/run_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/placement/policies.hpp"
#include "sim/base/units.hpp"
#include "sim/report/csv.hpp"
#include "sim/report/json.hpp"
#include "sim/report/lever_report.hpp"
#include "sim/report/metrics.hpp"
#include "sim/web/measure_view.hpp"
#include "sim/web/money_view.hpp"

namespace suanwang {
namespace {

constexpr std::size_t kMostOutages = 500;

double ratio_or_nan(double part, double whole) { return whole > 0 ? part / whole : std::nan(""); }

/// The entry of an id: of equally sorted lists the one at the same place.
template <typename Part>
const Part* part_of(const std::vector<Part>& parts, std::size_t at, const std::string& id) {
  if (at < parts.size() && parts[at].id == id) return &parts[at];
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.id == id; });
  return found == parts.end() ? nullptr : &*found;
}

void write_times(JsonText& json, const char* name, const TimeStatistics& time) {
  json.key(name).open('{');
  const bool any = time.weight > 0;
  for (const auto& [key, value] : {std::pair{"mean", time.mean}, std::pair{"p50", time.p50},
                                   std::pair{"p95", time.p95}, std::pair{"p99", time.p99}}) {
    json.field(key, any ? value : std::nan(""));
  }
  json.field("jobs", time.weight).close('}');
}

/// A list of objects.
template <typename Rows, typename Write>
void write_list(JsonText& json, const char* name, const Rows& rows, Write write) {
  json.key(name).open('[');
  for (std::size_t i = 0; i < rows.size(); ++i) {
    json.open('{');
    write(rows[i], i);
    json.close('}');
  }
  json.close(']');
}

std::string civil_date(std::chrono::year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

void write_head(JsonText& json, const Scenario& scenario, const Results& r,
                const RunViewParts& parts) {
  json.field("scenario", r.scenario).field("title", r.title).field("policy", r.policy);
  json.field("policy_zh", policy_chinese(r.policy));
  json.field("seed", r.seed).field("replication", std::uint64_t{r.replication});
  json.field("signature", parts.is_signed ? signature(r) : std::string());
  json.field("start", civil_date(scenario.start)).field("from_s", r.from_s).field("to_s", r.to_s);
  json.field("scale", r.scale).field("simulated_jobs", r.ledger.submitted);
  json.field("real_jobs", r.ledger.represented).field("preview", parts.is_preview);

  json.key("measures").open('{');
  for (const Metric& metric : national_metrics()) {
    if (has(r, metric.of)) json.field(metric.id, metric.value(r));
  }
  json.close('}');

  const JobLedger& jobs = r.ledger;
  json.key("ledger").open('{').field("submitted", jobs.submitted).field("rejected", jobs.rejected);
  json.field("moving", jobs.moving).field("queued", jobs.queued).field("running", jobs.running);
  json.field("completed", jobs.completed).field("failed", jobs.failed).close('}');

  json.key("cards").open('{').field("installed_card_h", r.card.installed_card_s / kHour_s);
  json.field("batch_card_h", r.card.batch_card_s / kHour_s);
  json.field("service_card_h", r.card.service_card_s / kHour_s);
  json.field("down_card_h", r.card.down_card_s / kHour_s).close('}');
}

void write_site(JsonText& json, const SiteResult& r, const Site* site) {
  json.field("id", r.id).field("name", r.name).field("hub", r.hub).field("cluster", r.cluster);
  json.field("side", side_id(r.side));
  json.field("lon", site ? site->lon_deg : 0.0).field("lat", site ? site->lat_deg : 0.0);
  json.field("cards", r.cards);
  json.field("utilization", ratio_or_nan(r.card.allocated_card_s(), r.card.available_card_s()));
  json.field("waiting_share", ratio_or_nan(r.waiting_card_s, r.card.installed_card_s));
  write_times(json, "wait_s", r.wait_s);
  const EnergyAccount& energy = r.energy;
  json.field("pue", ratio_or_nan(energy.kwh, energy.it_kwh)).field("energy_kwh", energy.kwh);
  json.field("green_share", ratio_or_nan(energy.green_kwh, energy.kwh));
  json.field("carbon_kg", energy.carbon_kg);
  json.field("carbon_kg_per_kwh", ratio_or_nan(energy.carbon_kg, energy.kwh));
  json.field("location_carbon_kg_per_kwh", ratio_or_nan(energy.location_carbon_kg, energy.kwh));
  json.field("energy_cny", energy.energy_cny);
  json.field("price_cny_per_kwh", ratio_or_nan(energy.energy_cny, energy.kwh));
  json.field("input_bytes", r.input_bytes).field("output_bytes", r.output_bytes);
  json.field("lost_card_h", r.waste.lost_card_s / kHour_s).field("node_failures", r.node_failures);
  json.field("down_share", ratio_or_nan(r.card.down_card_s, r.card.installed_card_s));
}

void write_region(JsonText& json, const RegionResult& r, const Region* region) {
  json.field("id", r.id).field("name", r.name).field("hub", r.hub).field("side", side_id(r.side));
  json.field("lon", region ? region->lon_deg : 0.0).field("lat", region ? region->lat_deg : 0.0);
  json.field("demanded_card_h", r.demanded_card_s / kHour_s).field("own_cards", r.own_cards);
  json.field("served_share", ratio_or_nan(r.served_card_s, r.demanded_card_s));
  json.field("west_share", ratio_or_nan(r.west_card_s, r.served_card_s));
  write_times(json, "wait_s", r.wait_s);
  const EnergyAccount used = r.used.total();
  json.field("sent_bytes", r.sent_bytes).field("energy_cny", used.energy_cny);
  json.field("carbon_kg", used.carbon_kg);
}

/// East or West of a node; a relay is on neither.
std::optional<Side> side_of(const Scenario& scenario, const std::string& node) {
  for (const Region& region : scenario.regions) {
    if (region.id == node) return region.side;
  }
  for (const Site& site : scenario.sites) {
    if (site.id == node) return site.side;
  }
  return std::nullopt;
}

void write_link(JsonText& json, const LinkResult& r, const Link* link, const Scenario& scenario) {
  json.field("id", r.id).field("from", r.from).field("to", r.to);
  json.field("capacity_bps", r.capacity_bps).field("latency_s", link ? link->latency_s : 0.0);
  json.field("price_cny_per_gb", link ? link->price_cny_per_gb : 0.0);
  json.field("forward_bytes", r.forward_bytes).field("backward_bytes", r.backward_bytes);
  json.field("forward_use", r.forward_use).field("backward_use", r.backward_use);
  json.field("peak_hour_use", r.peak_hour_use).field("carriage_cny", r.carriage_cny);
  json.field("down_s", r.down_s);
  const auto from = side_of(scenario, r.from), to = side_of(scenario, r.to);
  json.field("crosses", from && to && *from != *to);
}

void write_class(JsonText& json, const ClassResult& r) {
  const bool any = r.response_s.weight > 0;
  const EnergyAccount used = r.used.total();
  json.field("id", r.id).field("name", r.name).field("submitted", r.submitted);
  json.field("rejected", r.rejected).field("completed", r.completed);
  json.field("card_h", r.card_s / kHour_s)
      .field("west_share", ratio_or_nan(r.west_card_s, r.card_s));
  write_times(json, "wait_s", r.wait_s);
  write_times(json, "response_s", r.response_s);
  json.field("bounded_slowdown", any ? r.bounded_slowdown_mean : std::nan(""));
  json.field("slo", ratio_or_nan(r.slo_attained, r.slo_jobs));
  json.field("lost_card_h", r.waste.lost_card_s / kHour_s).field("energy_kwh", used.kwh);
  json.field("energy_cny", used.energy_cny).field("carbon_kg", used.carbon_kg);
}

void write_parts(JsonText& json, const Scenario& scenario, const Results& r) {
  write_list(json, "hubs", r.hubs, [&](const Hub& hub, std::size_t) {
    json.field("id", hub.id).field("name", hub.name).field("side", side_id(hub.side));
  });
  write_list(json, "relays", scenario.relays, [&](const Relay& relay, std::size_t) {
    json.field("id", relay.id).field("lon", relay.lon_deg).field("lat", relay.lat_deg);
  });
  write_list(json, "sites", r.sites, [&](const SiteResult& site, std::size_t i) {
    write_site(json, site, part_of(scenario.sites, i, site.id));
  });
  write_list(json, "regions", r.regions, [&](const RegionResult& region, std::size_t i) {
    write_region(json, region, part_of(scenario.regions, i, region.id));
  });
  write_list(json, "links", r.links, [&](const LinkResult& link, std::size_t i) {
    write_link(json, link, part_of(scenario.links, i, link.id), scenario);
  });
  write_list(json, "classes", r.classes,
             [&](const ClassResult& one, std::size_t) { write_class(json, one); });
  write_list(json, "services", r.services, [&](const ServiceResult& one, std::size_t) {
    json.field("id", one.id).field("name", one.name);
    json.field("demanded_card_h", one.demanded_card_s / kHour_s);
    json.field("served_share", ratio_or_nan(one.served_card_s, one.demanded_card_s));
    json.field("west_share", ratio_or_nan(one.west_card_s, one.served_card_s));
    json.field("latency_s", one.served_card_s > 0 ? one.latency_mean_s : std::nan(""));
  });
}

void write_rest(JsonText& json, const Results& r) {
  const std::size_t told = std::min(r.outages.size(), kMostOutages);
  write_list(json, "outages", std::span(r.outages).first(told),
             [&](const Outage& outage, std::size_t) {
               json.field("part", outage.part).field("kind", to_string(outage.kind));
               json.field("from_s", outage.from_s).field("to_s", outage.to_s);
               json.field("rerouted", outage.rerouted).field("stranded", outage.stranded);
               json.field("stopped", outage.stopped);
             });
  json.field("outages_more", std::uint64_t{r.outages.size() - told});
  write_list(json, "levers", r.levers, [&](const LeverResult& lever, std::size_t) {
    json.field("kind", to_string(lever.kind)).field("id", lever.id).field("name", lever.name);
    json.field("asked", lever.asked).field("found", lever.found).field("met", lever.met);
    json.field("violations", lever.violations);
  });
  const std::span years = r.years.size() > 1 ? std::span(r.years) : std::span<const YearResult>();
  write_list(json, "years", years, [&](const YearResult& year, std::size_t) {
    json.field("year", year.year).field("cards", year.cards);
    json.field("peak_eflops", year.flops / 1e18);
    json.field("utilization",
               ratio_or_nan(year.card.allocated_card_s(), year.card.available_card_s()));
    json.field("energy_kwh", year.energy.kwh).field("carbon_kg", year.energy.carbon_kg);
    json.field("cost_cny", total_cost_cny(year));
    json.field("pue", ratio_or_nan(year.energy.kwh, year.energy.it_kwh));
    json.field("green_share", ratio_or_nan(year.energy.green_kwh, year.energy.kwh));
    json.field("west_share", ratio_or_nan(year.west_card_s, year.card.allocated_card_s()));
  });
}

}  // namespace

std::string run_view(const Scenario& scenario, const Results& results, const RunViewParts& parts) {
  JsonText json(parts.is_ascii);
  json.reserve(std::size_t{1} << 19);
  json.open('{');
  write_head(json, scenario, results, parts);
  write_money(json, results);
  write_parts(json, scenario, results);
  json.key("hours");
  if (parts.hours) {
    parts.hours->write(json);
  } else {
    HoursView(scenario, results).write(json);
  }
  write_rest(json, results);
  json.key("assumptions");
  write_assumptions(json, parts.assumptions);
  json.close('}');
  return std::move(json).text();
}

std::string measures_view() {
  JsonText json;
  json.open('[');
  for (const Metric& metric : national_metrics()) write_measure(json, metric);
  json.close(']');
  return std::move(json).text();
}

}  // namespace suanwang
