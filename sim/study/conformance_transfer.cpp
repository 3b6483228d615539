// Group `transfer_time`: transfers run through the engine, as the input of jobs.

#include <algorithm>
#include <set>

#include "sim/engine/simulate.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

constexpr Phrase kWindow{
    "the window of the stream is told as a bound on its rate: window / round-trip time",
    "TCP 窗口以速率上限的形式给出：窗口 / 往返时延"};
constexpr Phrase kFactors{
    "the factors of the case are applied to the link's latency and capacity beforehand; the "
    "program "
    "has none of its own",
    "算例中的修正系数事先乘入链路的时延和容量；程序本身没有这类系数"};

TransferTask read_cluster(const JsonPlace& inputs) {
  TransferTask::Run run;
  run.result = "makespan_s";
  run.up_bps = 8 * inputs.number("up_link_Bps", 0);
  run.down_bps = 8 * inputs.number("down_link_Bps", 0);
  run.backbone_bps = 8 * inputs.number("shared_backbone_Bps", 0);
  run.latency_s = inputs.number("latency_s", 0, 1e6);
  for (const JsonPlace& place : inputs.list("transfers_src_dst_bytes")) {
    const auto parts = place.as_list();
    if (parts.size() != 3) {
      place.problem("expected [from, to, bytes]");
      continue;
    }
    run.transfers.push_back(
        {parts[0].as_whole(0, 1'000'000), parts[1].as_whole(0, 1'000'000), parts[2].as_number(0)});
  }
  return {{std::move(run)}};
}

TransferTask read_single_link(const JsonPlace& inputs, ConformanceCase& what) {
  TransferTask::Run run;
  run.result = "seconds";
  run.backbone_bps = 8 * inputs.number("link_Bps", 0);
  run.latency_s = inputs.number("one_way_lat_s", 0, 1e6);
  run.transfers.push_back({0, 1, inputs.number("bytes", 0)});
  if (inputs.has("window_bytes")) {
    run.bound_bps = 8 * inputs.number("window_bytes", 1) / (2 * run.latency_s);
    if (run.bound_bps < run.backbone_bps) what.note = text_of(kWindow);
  }
  return {{std::move(run)}};
}

/// A link as it is, and with factors that make up for what TCP adds to the bytes and to the wait.
TransferTask read_factors(const JsonPlace& inputs, ConformanceCase& what) {
  TransferTask::Run plain;
  plain.result = "naive_seconds";
  plain.backbone_bps = inputs.number("link_bps", 0);
  plain.latency_s = inputs.number("lat_s", 0, 1e6);
  plain.transfers.push_back({0, 1, inputs.number("bits", 0) / 8});
  const auto factor = [&](const char* key) {
    return inputs.has(key) ? inputs.number(key, 1e-6, 1e6) : 1;
  };
  TransferTask::Run run = plain;
  run.result = "seconds";
  run.latency_s *= factor("latency_factor");
  run.backbone_bps *= factor("bandwidth_factor") / factor("ack_share");
  what.note = text_of(kFactors);
  return {{std::move(plain), std::move(run)}};
}

/// Region, up-link of its host, backbone, down-link of the other host, site; for each transfer.
Scenario scenario_of(const TransferTask::Run& run) {
  Scenario scenario;
  scenario.name = "conformance";
  scenario.placement.policy = "local-only";
  scenario.routing.transfer_rate_bps = run.bound_bps;
  std::set<std::int64_t> senders, receivers;
  scenario.links.push_back(one_way_link("in", "out", run.backbone_bps, run.latency_s));
  for (std::size_t i = 0; i < run.transfers.size(); ++i) {
    const TransferTask::Transfer& transfer = run.transfers[i];
    const std::string up = fmt::format("up-{}", transfer.from);
    const std::string down = fmt::format("down-{}", transfer.to);
    if (senders.insert(transfer.from).second) {
      scenario.links.push_back(one_way_link(up, "in", run.up_bps));
      scenario.relays.push_back({up, 0, 0});
    }
    if (receivers.insert(transfer.to).second) {
      scenario.links.push_back(one_way_link("out", down, run.down_bps));
      scenario.relays.push_back({down, 0, 0});
    }
    add_transfer(scenario, i, up, down, transfer.bytes, 0, run.latency_s + 1);
  }
  scenario.relays.push_back({"in", 0, 0});
  scenario.relays.push_back({"out", 0, 0});
  return scenario;
}

class TransfersListener final : public JobListener {
 public:
  void on_job(const JobRecord& job) override { last_s = std::max(last_s, job.queued_s); }
  double last_s = 0;
};

}  // namespace

Link one_way_link(const std::string& from, const std::string& to, double capacity_bps,
                  double latency_s) {
  Link link;
  link.id = from + "-" + to;
  link.from = from;
  link.to = to;
  link.one_way = true;
  link.capacity_bps = capacity_bps;
  link.latency_s = latency_s;
  return link;
}

void add_transfer(Scenario& scenario, std::size_t number, const std::string& from,
                  const std::string& to, double bytes, double start_s, double back_s) {
  const double free_bps = std::numeric_limits<double>::infinity();
  const std::string region = fmt::format("region-{:08}", number);
  scenario.regions.push_back(plain_region(region));
  Site site = plain_site(fmt::format("site-{:08}", number), 1);
  site.region = region;
  scenario.links.push_back(one_way_link(region, from, free_bps));
  scenario.links.push_back(one_way_link(to, site.id, free_bps));
  scenario.links.push_back(one_way_link(site.id, region, free_bps, back_s));
  scenario.sites.push_back(std::move(site));

  Workload w;
  w.id = fmt::format("{:08}", number);
  w.name = {w.id, w.id};
  w.from = {{region, 1.0}};
  w.arrivals = ListedArrivals{{start_s}};
  w.runtime_s = Constant{1};
  w.input.size_bytes = Constant{bytes};
  scenario.workloads.push_back(std::move(w));
}

void check_length(const JsonPlace& inputs, const TransferTask& task) {
  for (const TransferTask::Run& run : task.runs) {
    double bits = 0;
    for (const TransferTask::Transfer& transfer : run.transfers) bits += 8 * transfer.bytes;
    const double least_bps = std::min({run.up_bps, run.backbone_bps, run.down_bps, run.bound_bps});
    if (!(bits <= least_bps * kLongestCase_s)) {
      inputs.problem(
          fmt::format("expected transfers that are all done within {:g} s", kLongestCase_s));
      return;
    }
  }
}

void read_transfer(const JsonPlace& where, ConformanceCase& what) {
  const JsonPlace inputs = where.at("inputs");
  TransferTask task;
  if (inputs.has("flows")) {
    read_flows(where, what);
    return;
  }
  if (inputs.has("latency_factor") || inputs.has("bandwidth_factor")) {
    task = read_factors(inputs, what);
  } else if (inputs.has("transfers_src_dst_bytes")) {
    task = read_cluster(inputs);
  } else if (inputs.has("link_Bps")) {
    task = read_single_link(inputs, what);
  } else {
    skip_unknown_form(what, "flows, transfers_src_dst_bytes, link_Bps, latency_factor");
    return;
  }
  check_length(inputs, task);
  std::vector<std::string> results;
  for (const TransferTask::Run& run : task.runs) results.push_back(run.result);
  what.task = std::move(task);
  skip_unknown_results(what, {results.begin(), results.end()});
}

Computed compute(const TransferTask& task) {
  Computed computed{CaseJson::object(), {}};
  for (const TransferTask::Run& run : task.runs) {
    TransfersListener told;
    RunOptions options;
    options.jobs = &told;
    simulate(scenario_of(run), options);
    computed.got[run.result] = told.last_s;
  }
  return computed;
}

}  // namespace suanwang
