// Group `network_cost`: bytes over priced links, moved and charged by the engine.

#include <algorithm>
#include <cmath>

#include "sim/base/suggest.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

constexpr Phrase kReservation{
    "not modelled: bandwidth reserved ahead and paid for by its rate; transfers share what is "
    "there "
    "and pay for the bytes they move",
    "未建模：预留带宽并按速率计费；本程序的传输共享现有带宽，按传输字节计费"};
constexpr Phrase kTimeAlone{
    "the time alone, with the round trip told as the link's latency; not modelled: energy by the "
    "byte carried",
    "仅核对时间，往返时延按链路时延给出；未建模：按字节计的传输能耗"};

/// Bytes over one link, a wait before them, and energy that goes with them.
void read_wide_area(const JsonPlace& inputs, ConformanceCase& what) {
  TransferTask::Run run;
  run.result = "seconds";
  run.backbone_bps = 1e6 * inputs.number("Mbps", 0);
  run.latency_s = inputs.number("rtt_ms", 0, 1e9) / 1000;
  run.transfers.push_back({0, 1, 1e9 * inputs.number("GB", 0)});
  TransferTask task{{std::move(run)}};
  check_length(inputs, task);
  what.task = std::move(task);
  skip_unknown_results(what, {"seconds", "kWh"});
  if (!what.wanted.contains("kWh")) return;
  what.wanted.erase("kWh");
  what.note = text_of(kTimeAlone);
  if (what.wanted.empty()) what.task = NotModelled{text_of(kTimeAlone)};
}

std::string node_of(const std::string& name) { return "node-" + name; }

void read_network(const JsonPlace& inputs, CarriageTask& task) {
  std::vector<std::string> names;
  double least_bps = std::numeric_limits<double>::infinity();
  if (inputs.has("transfer_Bps")) task.bound_bps = 8 * inputs.number("transfer_Bps", 0);
  for (const auto& [id, place] : inputs.members("links")) {
    CarriageTask::Fibre fibre{id, place.text("from"), place.text("to"), 0, 0, 0};
    fibre.capacity_bps = 8 * place.number("Bps", 0);
    if (place.has("lat_s")) fibre.latency_s = place.number("lat_s", 0, 1e6);
    if (place.has("cny_per_GB")) fibre.price_cny_per_gb = place.number("cny_per_GB", 0);
    least_bps = std::min({least_bps, fibre.capacity_bps, task.bound_bps});
    if (fibre.from == fibre.to) place.problem("expected two different ends");
    names.push_back(fibre.from);
    names.push_back(fibre.to);
    task.fibres.push_back(std::move(fibre));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const std::vector<std::string_view> nodes(names.begin(), names.end());
  double bits = 0, last_s = 0;
  for (const auto& [id, place] : inputs.members("transfers")) {
    CarriageTask::Transfer transfer{id, place.text("from"), place.text("to"), 0, 0};
    transfer.bytes = place.number("bytes", 0);
    if (place.has("start")) transfer.start_s = place.number("start", 0, kLongestCase_s);
    for (const char* end : {"from", "to"}) {
      const std::string node = place.at(end).value().is_string() ? place.text(end) : "";
      if (!node.empty() && !std::binary_search(names.begin(), names.end(), node)) {
        place.at(end).problem("is on no link" + did_you_mean(node, nodes));
      }
    }
    bits += 8 * transfer.bytes;
    last_s = std::max(last_s, transfer.start_s);
    task.transfers.push_back(std::move(transfer));
  }
  if (!(bits <= least_bps * (kLongestCase_s - last_s))) {
    inputs.problem(
        fmt::format("expected transfers that are all done within {:g} s", kLongestCase_s));
  }
}

Scenario scenario_of(const CarriageTask& task) {
  Scenario scenario;
  scenario.name = "conformance";
  scenario.placement.policy = "local-only";
  scenario.routing.transfer_rate_bps = task.bound_bps;
  std::vector<std::string> nodes;
  double back_s = 1;
  for (const CarriageTask::Fibre& fibre : task.fibres) {
    scenario.links.push_back({fibre.id, node_of(fibre.from), node_of(fibre.to), false,
                              fibre.capacity_bps, fibre.latency_s, fibre.price_cny_per_gb});
    nodes.insert(nodes.end(), {node_of(fibre.from), node_of(fibre.to)});
    back_s += fibre.latency_s;
  }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  for (const std::string& node : nodes) scenario.relays.push_back({node, 0, 0});
  for (std::size_t i = 0; i < task.transfers.size(); ++i) {
    const CarriageTask::Transfer& transfer = task.transfers[i];
    add_transfer(scenario, i, node_of(transfer.from), node_of(transfer.to), transfer.bytes,
                 transfer.start_s, back_s);
  }
  return scenario;
}

class CarriageListener final : public JobListener {
 public:
  explicit CarriageListener(const CarriageTask& task) : task_(task) {
    for (const CarriageTask::Transfer& transfer : task.transfers) {  // in the order of the case
      finish_s[transfer.id] = nullptr;
      cny[transfer.id] = nullptr;
    }
  }
  void on_job(const JobRecord& job) override {
    const std::string& id = task_.transfers[std::stoul(*job.workload)].id;
    if (!std::isfinite(job.queued_s)) return;  // no way there
    finish_s[id] = job.queued_s;
    cny[id] = job.cost_cny;
  }
  CaseJson finish_s = CaseJson::object(), cny = CaseJson::object();

 private:
  const CarriageTask& task_;
};

}  // namespace

void read_carriage(const JsonPlace& where, ConformanceCase& what) {
  const JsonPlace inputs = where.at("inputs");
  if (inputs.has("directed_capacity")) {
    what.task = NotModelled{text_of(kReservation)};
  } else if (inputs.has("rtt_ms")) {
    read_wide_area(inputs, what);
  } else if (inputs.has("links")) {
    CarriageTask task;
    read_network(inputs, task);
    what.task = std::move(task);
    skip_unknown_results(what, {"cny", "finish_s", "link_cny", "link_bytes", "total_cny"});
  } else {
    skip_unknown_form(what, "links, rtt_ms");
  }
}

Computed compute(const CarriageTask& task) {
  CarriageListener told(task);
  RunOptions options;
  options.jobs = &told;
  const Results results = simulate(scenario_of(task), options);

  Computed computed{CaseJson::object(), {}};
  computed.got["cny"] = told.cny;
  computed.got["finish_s"] = told.finish_s;
  for (const CarriageTask::Fibre& fibre : task.fibres) {
    for (const LinkResult& link : results.links) {
      if (link.id != fibre.id) continue;
      computed.got["link_cny"][fibre.id] = link.carriage_cny;
      computed.got["link_bytes"][fibre.id] = link.forward_bytes + link.backward_bytes;
    }
  }
  computed.got["total_cny"] = results.carriage_cny;
  return computed;
}

}  // namespace suanwang
