#include "sim/report/json.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>

#include "sim/base/hash.hpp"
#include "sim/report/csv.hpp"
#include "sim/report/economy_report.hpp"
#include "sim/report/lever_report.hpp"
#include "sim/report/metrics.hpp"
#include "sim/report/site_group.hpp"

namespace suanwang {
namespace {

using Json = nlohmann::ordered_json;

Json share(double part, double whole) { return number(ratio(part, whole)); }

Json name(const Text& text) { return {{"en", text.en}, {"zh", text.zh}}; }

Json statistics(const TimeStatistics& time) {
  return {{"mean", number(time.mean)},
          {"p50", number(time.p50)},
          {"p95", number(time.p95)},
          {"p99", number(time.p99)},
          {"jobs", number(time.weight)}};
}

Json waiting(const WaitingAtEnd& at_end) {
  return {{"jobs", number(at_end.jobs)},
          {"cards", number(at_end.cards)},
          {"mean_s", number(at_end.mean_s)},
          {"longest_s", number(at_end.longest_s)}};
}

void add(Json& to, const CardAccount& card) {
  to["installed_card_s"] = number(card.installed_card_s);
  to["down_card_s"] = number(card.down_card_s);
  to["batch_card_s"] = number(card.batch_card_s);
  to["service_card_s"] = number(card.service_card_s);
  to["idle_card_s"] = number(card.idle_card_s());
}

void add(Json& to, const EnergyAccount& energy) {
  to["it_energy_kwh"] = number(energy.it_kwh);
  to["energy_kwh"] = number(energy.kwh);
  to["green_energy_kwh"] = number(energy.green_kwh);
  to["pue"] = number(energy.pue());
  to["energy_cny"] = number(energy.energy_cny);
  to["carbon_kg"] = number(energy.carbon_kg);
  to["location_carbon_kg"] = number(energy.location_carbon_kg);
  to["water_litres"] = number(energy.water_litres);
  to["green_share"] = number(energy.green_share());
}

Json used_json(const UserAccount& used) {
  Json direct = Json::object(), common = Json::object();
  Json json{{"card_s", number(used.card_s)}};
  add(json, used.total());
  add(direct, used.direct);
  add(common, used.common);
  json["direct"] = std::move(direct);
  json["common"] = std::move(common);
  return json;
}

Json waste_json(const WasteAccount& waste) {
  return {{"lost_card_s", number(waste.lost_card_s)},
          {"checkpoint_card_s", number(waste.checkpoint_card_s)},
          {"restart_card_s", number(waste.restart_card_s)},
          {"failures", number(waste.failures)},
          {"preemptions", number(waste.preemptions)}};
}

Json supply_json(const SupplyResult& supply) {
  const SupplyAccount& a = supply.account;
  Json months = Json::array();
  for (const MonthDemand& month : supply.months) {
    months.push_back({{"month", fmt::format("{:04}-{:02}", static_cast<int>(month.month.year()),
                                            static_cast<unsigned>(month.month.month()))},
                      {"share", number(month.share)},
                      {"peak_kw", number(month.peak_kw)},
                      {"demand_cny", number(month.cny)}});
  }
  return {{"grid_kwh", number(a.grid_kwh)},
          {"own_kwh", number(a.own_kwh)},
          {"spilled_kwh", number(a.spilled_kwh)},
          {"curtailed_kwh", number(a.curtailed_kwh)},
          {"charged_kwh", number(a.charged_kwh)},
          {"discharged_kwh", number(a.discharged_kwh)},
          {"battery_loss_kwh", number(a.loss_kwh())},
          {"stored_kwh", number(supply.stored_kwh)},
          {"supply_cny", number(a.energy_cny)},
          {"demand_cny", number(supply.demand_cny())},
          {"months", std::move(months)}};
}

Json site_json(const SiteResult& site) {
  Json json{{"id", site.id},         {"name", name(site.name)},
            {"hub", site.hub},       {"cluster", site.cluster},
            {"region", site.region}, {"side", side_id(site.side)},
            {"cards", site.cards},   {"utilization", number(site.card.utilization())}};
  add(json, site.card);
  json["waiting_card_s"] = number(site.waiting_card_s);
  json["jobs_started"] = number(site.jobs_started);
  json["wait_s"] = statistics(site.wait_s);
  json["waiting_at_end"] = waiting(site.waiting);
  add(json, site.energy);
  json["input_bytes"] = number(site.input_bytes);
  json["output_bytes"] = number(site.output_bytes);
  json["dataset_hit_share"] = number(site.dataset_hit_share);
  if (site.far_share > 0) json["far_share"] = number(site.far_share);
  if (site.supply) json["supply"] = supply_json(*site.supply);
  json["waste"] = waste_json(site.waste);
  json["node_failures"] = number(site.node_failures);
  if (site.surcharge_cny > 0) json["surcharge_cny"] = number(site.surcharge_cny);
  return json;
}

template <typename Counts, typename Words>
Json counts_json(const Counts& counts, const Words& words) {
  Json json = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i].jobs == 0) continue;
    json[std::string(words[i])] = {{"jobs", counts[i].jobs}, {"first_line", counts[i].first_line}};
  }
  return json;
}

Json class_json(const ClassResult& c) {
  Json json{{"id", c.id},
            {"name", name(c.name)},
            {"submitted", number(c.submitted)},
            {"rejected", number(c.rejected)},
            {"completed", number(c.completed)},
            {"card_s", number(c.card_s)},
            {"west_card_s", number(c.west_card_s)},
            {"west_share", share(c.west_card_s, c.card_s)},
            {"wait_s", statistics(c.wait_s)},
            {"response_s", statistics(c.response_s)},
            {"bounded_slowdown", {{"mean", number(c.bounded_slowdown_mean)}}},
            {"slo", share(c.slo_attained, c.slo_jobs)},
            {"slo_jobs", number(c.slo_jobs)},
            {"slo_attained", number(c.slo_attained)},
            {"waste", waste_json(c.waste)},
            {"stranded_card_s", number(c.stranded_card_s)},
            {"used", used_json(c.used)},
            {"first_rejection", c.first_rejection}};
  if (c.trace) json["trace"] = trace_json(*c.trace);
  return json;
}

Json service_json(const ServiceResult& s) {
  return {{"id", s.id},
          {"name", name(s.name)},
          {"demanded_card_s", number(s.demanded_card_s)},
          {"served_card_s", number(s.served_card_s)},
          {"served_share", share(s.served_card_s, s.demanded_card_s)},
          {"west_card_s", number(s.west_card_s)},
          {"west_share", share(s.west_card_s, s.served_card_s)},
          {"latency_s", {{"mean", number(s.latency_mean_s)}}},
          {"requests", number(s.requests())},
          {"requests_served", number(s.requests_served())},
          {"used", used_json(s.used)}};
}

Json region_json(const RegionResult& r) {
  return {{"id", r.id},
          {"name", name(r.name)},
          {"hub", r.hub},
          {"side", side_id(r.side)},
          {"own_cards", number(r.own_cards)},
          {"submitted", number(r.submitted)},
          {"demanded_card_s", number(r.demanded_card_s)},
          {"served_card_s", number(r.served_card_s)},
          {"served_share", share(r.served_card_s, r.demanded_card_s)},
          {"west_card_s", number(r.west_card_s)},
          {"west_share", share(r.west_card_s, r.served_card_s)},
          {"wait_s", statistics(r.wait_s)},
          {"sent_bytes", number(r.sent_bytes)},
          {"used", used_json(r.used)}};
}

Json tenant_json(const TenantResult& t) { return {{"id", t.id}, {"used", used_json(t.used)}}; }

Json hub_json(const SiteGroup& hub) {
  Json json{{"id", hub.id.empty() ? Json(nullptr) : Json(hub.id)},
            {"name", name(hub.name)},
            {"side", hub.id.empty() ? Json(nullptr) : Json(side_id(hub.side))},
            {"sites", hub.sites},
            {"cards", hub.cards},
            {"utilization", number(hub.card.utilization())}};
  add(json, hub.card);
  json["waiting_card_s"] = number(hub.waiting_card_s);
  json["wait_s"] = {{"mean", number(hub.wait_mean_s)}, {"jobs", number(hub.started)}};
  json["waiting_at_end"] = waiting(hub.waiting);
  add(json, hub.energy);
  return json;
}

Json outage_json(const Outage& outage) {
  return {{"part", outage.part},
          {"kind", to_string(outage.kind)},
          {"from_s", number(outage.from_s)},
          {"to_s", number(outage.to_s)},
          {"rerouted", number(outage.rerouted)},
          {"stranded", number(outage.stranded)},
          {"stopped", number(outage.stopped)}};
}

Json link_json(const LinkResult& link) {
  return {{"id", link.id},
          {"from", link.from},
          {"to", link.to},
          {"capacity_bps", number(link.capacity_bps)},
          {"forward_bytes", number(link.forward_bytes)},
          {"backward_bytes", number(link.backward_bytes)},
          {"forward_use", number(link.forward_use)},
          {"backward_use", number(link.backward_use)},
          {"peak_hour_use", number(link.peak_hour_use)},
          {"carriage_cny", number(link.carriage_cny)},
          {"energy_kwh", number(link.energy.kwh)},
          {"carbon_kg", number(link.energy.carbon_kg)},
          {"down_s", number(link.down_s)}};
}

Json year_json(const YearResult& y) {
  Json json{{"year", y.year},
            {"from_s", number(y.from_s)},
            {"to_s", number(y.to_s)},
            {"cards", y.cards},
            {"peak_eflops", number(y.flops / 1e18)},
            {"opened_cards", number(y.opened_cards)},
            {"retired_cards", number(y.retired_cards)},
            {"building_eflops", number(y.building_flops / 1e18)},
            {"construction_cny", number(y.construction_cny)},
            {"utilization", number(y.card.utilization())}};
  add(json, y.card);
  json["west_share"] = share(y.west_card_s, y.card.allocated_card_s());
  json["submitted"] = number(y.submitted);
  json["rejected"] = number(y.rejected);
  json["completed"] = number(y.completed);
  json["wait_s"] = {{"mean", number(y.wait_mean_s)}, {"jobs", number(y.started)}};
  json["services"] = {{"demanded_card_s", number(y.demanded_card_s)},
                      {"served_card_s", number(y.served_card_s)}};
  add(json, y.energy);
  json["surcharge_cny"] = number(y.surcharge_cny);
  json["carriage_cny"] = number(y.carriage_cny);
  json["carbon_cny"] = number(y.carbon_cny);
  json["network_energy_kwh"] = number(y.network.kwh);
  json["network_carbon_kg"] = number(y.network.carbon_kg);
  return json;
}

Json backtest_json(const BacktestRow& row) {
  constexpr std::array<const char*, 4> kUnits{"EFLOPS", "TWh", "PUE", "per mille"};
  return {{"series", row.id},
          {"name", name(row.name)},
          {"scope", name(row.scope)},
          {"unit", kUnits[static_cast<std::size_t>(row.measure)]},
          {"period", row.period},
          {"forecast", row.is_forecast},
          {"published", number(row.published)},
          {"model", number(row.model)},
          {"deviation", number(row.model / row.published - 1)}};
}

template <typename Rows, typename Make>
Json list(const Rows& rows, Make make) {
  Json json = Json::array();
  for (const auto& row : rows) json.push_back(make(row));
  return json;
}

/// The summary with an empty signature and without `performance`.
Json summary_body(const Results& r) {
  const JobLedger& jobs = r.ledger;
  Json json{{"scenario", r.scenario},
            {"seed", r.seed},
            {"signature", ""},
            {"measured", {{"from_s", number(r.from_s)}, {"to_s", number(r.to_s)}}},
            {"title", name(r.title)},
            {"policy", r.policy},
            {"replication", r.replication},
            {"start", fmt::format("{:04}-{:02}-{:02}", static_cast<int>(r.start.year()),
                                  static_cast<unsigned>(r.start.month()),
                                  static_cast<unsigned>(r.start.day()))},
            {"scale", number(r.scale)}};
  json["jobs"] = {{"submitted", jobs.submitted},    {"rejected", jobs.rejected},
                  {"moving", jobs.moving},          {"queued", jobs.queued},
                  {"running", jobs.running},        {"completed", jobs.completed},
                  {"failed", jobs.failed},          {"initial", jobs.initial},
                  {"represented", jobs.represented}};
  json["utilization"] = number(r.card.utilization());
  json["wait_s"] = statistics(r.wait_s);
  json["waiting_at_end"] = waiting(r.waiting);
  json["response_s"] = statistics(r.response_s);
  json["bounded_slowdown"] = {{"mean", number(r.bounded_slowdown_mean)}};
  json["slo"] = number(r.slo);
  json["west_share"] = number(r.west_share);
  json["cross_region_bytes"] = number(r.cross_region_bytes);
  json["it_energy_kwh"] = number(r.energy.it_kwh);
  json["energy_kwh"] = number(r.energy.kwh);
  json["pue"] = number(r.energy.pue());
  json["cost_cny"] = number(total_cost_cny(r));
  json["energy_cny"] = number(r.energy.energy_cny);
  json["carriage_cny"] = number(r.carriage_cny);
  json["carbon_kg"] = number(r.energy.carbon_kg);
  json["location_carbon_kg"] = number(r.energy.location_carbon_kg);
  json["water_litres"] = number(r.energy.water_litres);
  json["green_share"] = number(r.energy.green_share());
  json["green_energy_kwh"] = number(r.energy.green_kwh);
  json["network_energy_kwh"] = number(r.network.kwh);
  json["network_carbon_kg"] = number(r.network.carbon_kg);
  Json unattributed = Json::object();
  add(unattributed, r.unattributed);
  json["unattributed"] = std::move(unattributed);
  json["fairness"] = {{"jain", number(r.jain)}, {"gini", number(r.gini)}};
  Json cards = Json::object();
  add(cards, r.card);
  json["cards"] = std::move(cards);
  json["waste"] = waste_json(r.waste);
  json["transfers"] = {{"moving_mean", number(r.moving_transfers_mean)},
                       {"moving_peak", number(r.moving_transfers_peak)},
                       {"rate_mean_bps", number(r.moving_bps_mean)},
                       {"rate_peak_hour_bps", number(r.moving_bps_peak)},
                       {"stranded_mean", number(r.stranded_mean)},
                       {"stranded_at_end", number(r.stranded_at_end)}};
  json["sites"] = list(r.sites, site_json);
  json["classes"] = list(r.classes, class_json);
  json["services"] = list(r.services, service_json);
  json["regions"] = list(r.regions, region_json);
  json["tenants"] = list(r.tenants, tenant_json);
  if (r.economy) json["economy"] = economy_json(r);
  json["hubs"] = list(group_by_hub(r), hub_json);
  json["links"] = list(r.links, link_json);
  json["outages"] = list(r.outages, outage_json);
  // Only where there are some, as most scenarios have none.
  if (!r.levers.empty()) json["levers"] = levers_json(r);
  if (r.shift) json["shift"] = shift_json(*r.shift);
  json["years"] = list(r.years, year_json);
  json["backtest"] = list(r.backtest, backtest_json);
  return json;
}

/// FNV-1a of the summary and of the hash of all hours.
std::string signature_of(const Json& body, const Results& results) {
  const std::uint64_t hash = fnv1a(body.dump(-1, ' ', false, Json::error_handler_t::replace));
  return fmt::format("{:016x}", fnv1a(fmt::format("{:016x}", results.hours_hash), hash));
}

}  // namespace

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json trace_json(const TraceAccount& trace) {
  return {{"read", trace.read},
          {"given", trace.given},
          {"dropped", counts_json(trace.dropped, kTraceDrops)},
          {"changed", counts_json(trace.changed, kTraceChanges)},
          {"to_the_end", trace.to_the_end}};
}

Json summary_json(const Results& results) {
  Json json = summary_body(results);
  json["signature"] = signature_of(json, results);
  const Performance& performance = results.performance;
  json["performance"] = {{"events", performance.events},
                         {"jobs_per_s", number(performance.jobs_per_s)},
                         {"wall_s", number(performance.wall_s)},
                         {"peak_rss_bytes", performance.peak_rss_bytes}};
  return json;
}

std::string to_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string signature(const Results& results) {
  return signature_of(summary_body(results), results);
}

}  // namespace suanwang
