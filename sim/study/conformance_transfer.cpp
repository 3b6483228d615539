// Group `transfer_time`: transfers run through the engine, as the input of jobs.

#include <algorithm>
#include <set>

#include "sim/engine/simulate.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

constexpr Phrase kWindow{
    "not modelled: the window of a TCP stream, which holds this transfer below the rate of the "
    "link",
    "未建模：TCP 窗口，它使该传输低于链路速率"};
constexpr Phrase kFactors{"not modelled: TCP factors on latency and bandwidth",
                          "未建模：对时延和带宽的 TCP 修正系数"};
constexpr Phrase kRoundTripShares{"not modelled: shares that depend on the round-trip time",
                                  "未建模：随往返时延变化的带宽份额"};

void read_cluster(const JsonPlace& inputs, TransferTask& task) {
  task.result = "makespan_s";
  task.up_bps = 8 * inputs.number("up_link_Bps", 0);
  task.down_bps = 8 * inputs.number("down_link_Bps", 0);
  task.backbone_bps = 8 * inputs.number("shared_backbone_Bps", 0);
  task.latency_s = inputs.number("latency_s", 0, 1e6);
  for (const JsonPlace& place : inputs.list("transfers_src_dst_bytes")) {
    const auto parts = place.as_list();
    if (parts.size() != 3) {
      place.problem("expected [from, to, bytes]");
      continue;
    }
    task.transfers.push_back(
        {parts[0].as_whole(0, 1'000'000), parts[1].as_whole(0, 1'000'000), parts[2].as_number(0)});
  }
}

void read_single_link(const JsonPlace& inputs, ConformanceCase& what, TransferTask& task) {
  task.result = "seconds";
  task.backbone_bps = 8 * inputs.number("link_Bps", 0);
  task.latency_s = inputs.number("one_way_lat_s", 0, 1e6);
  task.transfers.push_back({0, 1, inputs.number("bytes", 0)});
  if (!inputs.has("window_bytes")) return;
  const double window_bits = 8 * inputs.number("window_bytes", 0);
  if (window_bits < task.backbone_bps * 2 * task.latency_s) {
    what.task = NotModelled{text_of(kWindow)};
  }
}

Link one_way(std::string from, std::string to, double capacity_bps, double latency_s = 0) {
  Link link;
  link.id = from + "-" + to;
  link.from = std::move(from);
  link.to = std::move(to);
  link.one_way = true;
  link.capacity_bps = capacity_bps;
  link.latency_s = latency_s;
  return link;
}

/// Each transfer is the input of a job in a region of its own, placed at that region's own site:
///
///     region -> up-link of its host -> backbone -> down-link of the other host -> site
Scenario scenario_of(const TransferTask& task) {
  Scenario scenario;
  scenario.name = "conformance";
  scenario.placement.policy = "local-only";
  const double free_bps = std::numeric_limits<double>::infinity();
  std::set<std::int64_t> senders, receivers;
  scenario.links.push_back(one_way("in", "out", task.backbone_bps, task.latency_s));
  for (std::size_t i = 0; i < task.transfers.size(); ++i) {
    const TransferTask::Transfer& transfer = task.transfers[i];
    const std::string region = fmt::format("region-{:08}", i);
    const std::string up = fmt::format("up-{}", transfer.from);
    const std::string down = fmt::format("down-{}", transfer.to);
    scenario.regions.push_back(plain_region(region));
    Site site = plain_site(fmt::format("site-{:08}", i), 1);
    site.region = region;
    if (senders.insert(transfer.from).second) {
      scenario.links.push_back(one_way(up, "in", task.up_bps));
      scenario.relays.push_back({up, 0, 0});
    }
    if (receivers.insert(transfer.to).second) {
      scenario.links.push_back(one_way("out", down, task.down_bps));
      scenario.relays.push_back({down, 0, 0});
    }
    scenario.links.push_back(one_way(region, up, free_bps));
    scenario.links.push_back(one_way(down, site.id, free_bps));
    scenario.links.push_back(one_way(site.id, region, free_bps));

    Workload w;
    w.id = fmt::format("{:08}", i);
    w.name = {w.id, w.id};
    w.from = {{region, 1.0}};
    w.arrivals = ListedArrivals{{0.0}};
    w.runtime_s = Constant{1};
    w.input.size_bytes = Constant{transfer.bytes};
    scenario.workloads.push_back(std::move(w));
    scenario.sites.push_back(std::move(site));
  }
  scenario.relays.push_back({"in", 0, 0});
  scenario.relays.push_back({"out", 0, 0});
  return scenario;
}

class Listener final : public JobListener {
 public:
  void on_job(const JobRecord& job) override { last_s = std::max(last_s, job.queued_s); }
  double last_s = 0;
};

}  // namespace

void read_transfer(const JsonPlace& where, ConformanceCase& what) {
  const JsonPlace inputs = where.at("inputs");
  TransferTask task;
  what.task = TransferTask{};
  if (inputs.has("rtt_weighting")) {
    what.task = NotModelled{text_of(kRoundTripShares)};
  } else if (inputs.has("latency_factor") || inputs.has("bandwidth_factor")) {
    what.task = NotModelled{text_of(kFactors)};
  } else if (inputs.has("transfers_src_dst_bytes")) {
    read_cluster(inputs, task);
  } else if (inputs.has("link_Bps")) {
    read_single_link(inputs, what, task);
  } else {
    skip_unknown_form(what, "transfers_src_dst_bytes, link_Bps");
  }
  if (!std::holds_alternative<TransferTask>(what.task)) return;
  double bits = 0;
  for (const TransferTask::Transfer& transfer : task.transfers) bits += 8 * transfer.bytes;
  const double least_bps = std::min({task.up_bps, task.backbone_bps, task.down_bps});
  if (!(bits <= least_bps * kLongestCase_s)) {
    inputs.problem(
        fmt::format("expected transfers that are all done within {:g} s", kLongestCase_s));
  }
  const std::string result = task.result;
  what.task = std::move(task);
  skip_unknown_results(what, {result});
}

Computed compute(const TransferTask& task) {
  Listener told;
  RunOptions options;
  options.jobs = &told;
  simulate(scenario_of(task), options);
  return {{{task.result, told.last_s}}, {}};
}

}  // namespace suanwang
