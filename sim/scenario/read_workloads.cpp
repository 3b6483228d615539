#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "sim/base/suggest.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

/// Values of a whole-numbered quantity must be whole where they are written out; those drawn from a
/// continuous distribution are rounded when they are drawn.
void check_whole(const YamlValue& yaml, const Distribution& distribution) {
  const auto fractional = [](double value) { return value != std::floor(value); };
  bool wrong = false;
  if (const auto* constant = std::get_if<Constant>(&distribution))
    wrong = fractional(constant->value);
  if (const auto* choice = std::get_if<Choice>(&distribution)) {
    for (const auto& [value, weight] : choice->values) wrong = wrong || fractional(value);
  }
  if (wrong) yaml.error("expected whole numbers of cards");
}

Distribution read_cards(const YamlValue& yaml) {
  const Range range{.low = 1, .high = static_cast<double>(kMostCards)};
  Distribution cards = read_distribution(yaml, Dimension::number, range, Constant{1});
  check_whole(yaml, cards);
  return cards;
}

InputData read_input(const YamlValue& yaml) {
  const Range size{.low = 0, .high = kMostData};
  InputData input;
  const bool block = yaml.is_map() && (yaml.node()->find("size") || yaml.node()->find("datasets") ||
                                       yaml.node()->find("reuse") || yaml.node()->find("zipf"));
  if (!block) {
    input.size_bytes = read_distribution(yaml, Dimension::data, size, input.size_bytes);
    return input;
  }
  const YamlMap map = yaml.map(keys::kInput);
  input.size_bytes = read_distribution(map["size"], Dimension::data, size, input.size_bytes);
  input.datasets = static_cast<int>(map["datasets"].integer(0, 10'000'000, 0));
  input.reuse_share = map["reuse"].quantity(Dimension::fraction, {.low = 0, .high = 1}, 0);
  input.zipf = map["zipf"].quantity(Dimension::number, {.low = 0, .high = 10}, 1);
  if (input.reuse_share > 0 && input.datasets == 0) {
    map["reuse"].error("needs datasets, the number of data sets to share");
  }
  return input;
}

void read_runtime(const YamlMap& map, Workload& workload, Reading& reading) {
  constexpr std::array<std::string_view, 2> kKinds{"runtime", "work"};
  const std::optional<std::size_t> kind = map.one_of(kKinds);
  workload.by_work = kind == 1;
  if (workload.by_work) {
    workload.runtime_s =
        read_distribution(map["work"], Dimension::work, {.low = 0, .high = 1e30}, Constant{0});
    if (map.has("reference")) map["reference"].error("goes with runtime only");
  } else {
    workload.runtime_s = read_distribution(map["runtime"], Dimension::duration,
                                           {.low = 0, .high = kLongestTime}, Constant{0});
    if (map.has("reference")) workload.reference = read_accelerator(map["reference"], reading);
  }
}

/// A key that is required of every workload but one with a trace.
void require(const YamlMap& map, const char* key, const char* expected) {
  if (map.has(key)) return;
  map[key].problems().add(map.value().mark(), map.value().path() + "." + key,
                          fmt::format("is missing; expected {}", expected));
}

/// When the jobs come: a trace tells their sizes and run times too.
void read_coming(const YamlMap& map, Workload& workload, Reading& reading) {
  if (const auto trace = read_trace(map)) {
    workload.arrivals = *trace;
    if (map.has("reference")) workload.reference = read_accelerator(map["reference"], reading);
    return;
  }
  require(map, "from", "weights of regions such as {shanghai: 1}, or the name of a demand map");
  require(map, "arrivals", "{poisson: ...}, {every: ...}, {at: [...]} or {mmpp: [...]}");
  workload.arrivals = read_arrivals(map["arrivals"]);
  workload.accelerators = read_cards(map["accelerators"]);
  read_runtime(map, workload, reading);
}

TenantMix read_tenant(const YamlValue& yaml) {
  TenantMix tenant;
  if (yaml.is_map()) {
    tenant.zipf = static_cast<int>(yaml.map(keys::kTenant)["zipf"].integer(1, kMostTenants, 1));
  } else if (yaml.given()) {
    tenant.name = yaml.text();
    if (yaml.is_scalar() && tenant.name.empty()) yaml.unexpected();
  }
  return tenant;
}

bool from_trace(const Workload& workload) {
  return std::holds_alternative<TraceArrivals>(workload.arrivals);
}

void read_request(const YamlMap& map, Workload& workload) {
  const YamlValue requested = map["requested"];
  if (requested.is_map()) {
    constexpr std::array<std::string_view, 2> kKinds{"times", "stated"};
    const Range factor{.low = 0, .high = 1000, .above_low = true};
    const YamlMap block = requested.map(keys::kRequested);
    const bool stated = block.one_of(kKinds) == 1;
    if (!stated) {
      workload.requested_times = block["times"].quantity(Dimension::number, factor, 1);
    } else {
      workload.requested_stated = block["stated"].quantity(Dimension::number, factor, 1);
      if (!from_trace(workload)) block["stated"].error("goes with a trace only: swf, pods or csv");
    }
  } else if (from_trace(workload) && !requested.given()) {
    workload.requested_stated = 1;
  } else if (requested.given()) {
    workload.requested_s = read_duration(requested, 1);
  }
}

void read_interruptions(const YamlMap& map, Workload& workload) {
  constexpr std::array<std::string_view, 2> kOnFailure{"restart", "fail"};
  constexpr std::array<std::string_view, 1> kNever{"false"};
  const YamlValue preemptible = map["preemptible"];
  if (preemptible.is_map()) {
    const YamlMap block = preemptible.map(keys::kPreemptible);
    const Range times{.low = 0, .high = kLongestTime};
    Checkpoints c;
    c.interval_s = read_duration(block["checkpoint"], 0);
    c.cost_s = block["cost"].quantity(Dimension::duration, times, 0);
    c.restart_s = block["restart"].quantity(Dimension::duration, times, 0);
    c.growth = block["growth"].quantity(Dimension::number, {.low = 1, .high = 1000}, 1);
    workload.preemptible = true;
    if (block.has("checkpoint")) workload.checkpoints = c;
    for (const char* key : {"cost", "restart", "growth"}) {
      if (block.has(key) && !block.has("checkpoint")) block[key].error("goes with checkpoint");
    }
  } else if (preemptible.is_scalar() && preemptible.text() != "false") {
    preemptible.error(
        fmt::format("expected {{checkpoint: 30 min, cost: 20 s, restart: 2 min}} or false, got {}",
                    in_quotes(preemptible.text())));
  } else if (preemptible.given()) {
    preemptible.word(kNever, 0);
  }
  workload.on_failure =
      map["on_failure"].word(kOnFailure, 0) == 0 ? OnFailure::restart : OnFailure::fail;
  workload.max_failures =
      static_cast<std::uint32_t>(map["max_failures"].integer(1, 1'000'000'000, 0));
}

std::vector<std::string> read_runs_on(const YamlValue& yaml) {
  std::vector<std::string> cards;
  for (const YamlValue& item : yaml.items()) cards.push_back(read_id(item));
  if (yaml.is_list() && cards.empty()) yaml.error("expected a card or platform at least");
  std::sort(cards.begin(), cards.end());
  return cards;
}

Workload read_workload(const YamlMap& map, const std::string& id, Reading& reading) {
  constexpr std::array<std::string_view, 2> kOverruns{"extend", "kill"};
  Workload workload;
  workload.id = id;
  workload.name = read_text(map["name"], id);
  workload.from = read_demand(map["from"], "workloads/" + id + "/from", reading);
  read_coming(map, workload, reading);
  read_request(map, workload);
  workload.tenant = read_tenant(map["tenant"]);
  workload.priority = static_cast<std::int16_t>(map["priority"].integer(-32768, 32767, 0));
  workload.overrun = map["overrun"].word(kOverruns, 0) == 0 ? Overrun::extend : Overrun::kill;
  read_interruptions(map, workload);
  workload.runs_on = read_runs_on(map["runs_on"]);
  workload.memory_bytes = map["memory"].quantity(Dimension::data, {.low = 0, .high = kMostData}, 0);
  workload.input = read_input(map["input"]);
  workload.output_bytes =
      read_distribution(map["output"], Dimension::data, {.low = 0, .high = kMostData}, Constant{0});
  workload.transfer_rate_bps = read_transfer_rate(map);
  workload.transfer_weight =
      map["transfer_weight"].quantity(Dimension::number, {.low = 1e-6, .high = 1e6}, 1);
  workload.latency_bound_s = read_duration(map["latency"], workload.latency_bound_s);
  workload.deadline_s = read_duration(map["deadline"], workload.deadline_s);
  workload.slack_s = read_duration(map["slack"], workload.slack_s);
  reading.places.note("workloads/" + id, map.value());
  for (const char* key : {"runs_on", "memory"}) {
    reading.places.note("workloads/" + id + "/" + key, map[key]);
  }
  const auto* log = std::get_if<TraceArrivals>(&workload.arrivals);
  reading.places.note(
      "workloads/" + id + "/arrivals",
      log ? map[kTraceFormats[static_cast<std::size_t>(log->trace.format)]] : map["arrivals"]);
  return workload;
}

/// How much a service asks for, and how its replicas come.
void read_size(const YamlMap& map, Service& service) {
  constexpr std::array<std::string_view, 2> kSizes{"cards", "requests"};
  const double most = static_cast<double>(kMostCards);
  const Range rates{.low = 0, .high = 1e12, .above_low = true};
  if (map.one_of(kSizes) == 1) {
    const double per_s = map["requests"].quantity(Dimension::rate, rates, 1);
    service.throughput_per_s = map["throughput"].quantity(Dimension::rate, rates, 1);
    if (!map.has("throughput")) map["requests"].error("needs throughput, what one card answers");
    service.cards = per_s / service.throughput_per_s;
    if (!(service.cards <= most)) map["requests"].error("would need more cards than there can be");
  } else {
    service.cards =
        map["cards"].quantity(Dimension::number, {.low = 0, .high = most, .above_low = true}, 1);
    if (map.has("throughput")) map["throughput"].error("goes with requests");
  }
  service.replica_cards =
      map["replica"].quantity(Dimension::number, {.low = 0, .high = 1e6, .above_low = true}, 0);
  service.start_up_s =
      map["start_up"].quantity(Dimension::duration, {.low = 0, .high = 86400 * 7.0}, 0);
}

}  // namespace

std::vector<Workload> read_workloads(const YamlValue& yaml, Reading& reading) {
  std::vector<Workload> workloads;
  Ids ids;
  for (const auto& [map, id] : read_entries(yaml, keys::kWorkload, ids)) {
    workloads.push_back(read_workload(map, id, reading));
  }
  return workloads;
}

std::vector<Service> read_services(const YamlValue& yaml, Reading& reading) {
  std::vector<Service> services;
  Ids ids;
  for (const auto& [map, id] : read_entries(yaml, keys::kService, ids)) {
    Service service;
    service.id = id;
    service.name = read_text(map["name"], id);
    service.from = read_demand(map["from"], "services/" + id + "/from", reading);
    read_size(map, service);
    service.day.fill(1);
    const std::vector<double> day = read_numbers(map["day"], 24, {.low = 0, .high = 1000});
    std::copy(day.begin(), day.end(), service.day.begin());
    service.latency_bound_s = read_duration(map["latency"], service.latency_bound_s);
    reading.places.note("services/" + id, map.value());
    services.push_back(std::move(service));
  }
  return services;
}

}  // namespace suanwang
