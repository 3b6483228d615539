// Group `bandwidth_sharing`: max-min fair rates, by the plain solver and by the network of the
// engine.

#include <algorithm>
#include <cmath>

#include "sim/base/suggest.hpp"
#include "sim/flow/flow_network.hpp"
#include "sim/flow/max_min.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

constexpr Phrase kOtherFairness{"not modelled: {0}", "未建模：{0}"};
constexpr Phrase kLoadDependent{"not modelled: a capacity that depends on the number of flows",
                                "未建模：随流数变化的容量"};
constexpr Phrase kFatpipe{"not modelled: a link that many flows use in full, without sharing it",
                          "未建模：多条流各自独占全部容量、互不共享的链路"};
constexpr Phrase kMaxMinPart{"the max-min part alone; not modelled: {0}",
                             "仅核对 max-min 部分；未建模：{0}"};
constexpr Phrase kEngine{"the network of the engine", "引擎的网络"};

Text why_not(const std::string& model) {
  if (model.find("load-dependent") != std::string::npos) return text_of(kLoadDependent);
  if (model.find("FATPIPE") != std::string::npos) return text_of(kFatpipe);
  return text_of(kOtherFairness, model);
}

SharingTask::Flow read_flow(const std::string& id, const JsonPlace& where,
                            const std::vector<std::string_view>& constraints) {
  SharingTask::Flow flow;
  flow.id = id;
  if (where.has("pen")) flow.penalty = where.number("pen", 0);
  if (where.has("bound")) flow.bound = where.number("bound", 0);
  if (where.has("w")) {
    for (const auto& [name, amount] : where.members("w")) {
      const auto found = std::find(constraints.begin(), constraints.end(), name);
      if (found == constraints.end()) {
        amount.problem("is no constraint" + did_you_mean(name, constraints));
        continue;
      }
      const double uses = amount.as_number(0);
      if (uses > 0) flow.uses.emplace_back(found - constraints.begin(), uses);
    }
  }
  if (flow.uses.empty() && flow.bound == kInfinity && flow.penalty > 0) {
    where.problem("expected a constraint in `w`, or a `bound`: nothing else limits the rate");
  }
  return flow;
}

CaseJson named_rates(const SharingTask& task, const std::vector<double>& rates) {
  auto json = CaseJson::object();
  for (std::size_t f = 0; f < task.flows.size(); ++f) json[task.flows[f].id] = rates[f];
  return {{task.result, std::move(json)}};
}

/// By max_min_rates; a paused flow is not there.
std::vector<double> plain_rates(const SharingTask& task) {
  std::vector<std::size_t> open;
  for (std::size_t f = 0; f < task.flows.size(); ++f) {
    if (task.flows[f].penalty > 0) open.push_back(f);
  }
  const auto links = static_cast<Eigen::Index>(task.capacity.size());
  const auto flows = static_cast<Eigen::Index>(open.size());
  Incidence uses(links, flows);
  Eigen::VectorXd capacity(links), weight(flows), cap(flows);
  for (Eigen::Index l = 0; l < links; ++l) capacity[l] = task.capacity[static_cast<std::size_t>(l)];
  for (Eigen::Index i = 0; i < flows; ++i) {
    const SharingTask::Flow& flow = task.flows[open[static_cast<std::size_t>(i)]];
    weight[i] = 1 / flow.penalty;
    cap[i] = flow.bound;
    for (const auto& [link, amount] : flow.uses) {
      uses.insert(static_cast<Eigen::Index>(link), i) = amount;
    }
  }
  std::vector<double> rates(task.flows.size(), 0);
  if (open.empty()) return rates;
  const Eigen::VectorXd rate = max_min_rates(capacity, uses, weight, cap);
  for (Eigen::Index i = 0; i < flows; ++i) rates[open[static_cast<std::size_t>(i)]] = rate[i];
  return rates;
}

bool is_whole(double value, double most) {
  return value >= 1 && value <= most && std::abs(value - std::round(value)) < 1e-9;
}

/// Whole weights in proportion to 1 / penalty, 0 for a paused flow; empty if no small ones are.
std::optional<std::vector<std::uint32_t>> whole_weights(const SharingTask& task) {
  for (int factor = 1; factor <= 1000; ++factor) {
    std::vector<std::uint32_t> weights;
    for (const SharingTask::Flow& flow : task.flows) {
      const double weight = flow.penalty > 0 ? factor / flow.penalty : 0;
      if (weight > 0 && !is_whole(weight, 1e6)) break;
      weights.push_back(static_cast<std::uint32_t>(std::lround(weight)));
    }
    if (weights.size() == task.flows.size()) return weights;
  }
  return std::nullopt;
}

/// By FlowNetwork, where a case can be told in its terms: a flow takes of a link what it moves.
std::optional<std::vector<double>> network_rates(const SharingTask& task) {
  const auto weights = whole_weights(task);
  if (!weights) return std::nullopt;
  std::vector<std::vector<std::uint32_t>> paths;
  for (const SharingTask::Flow& flow : task.flows) {
    std::vector<std::uint32_t> path;
    for (const auto& [link, amount] : flow.uses) {
      if (amount != 1) return std::nullopt;
      path.push_back(static_cast<std::uint32_t>(link));
    }
    paths.push_back(std::move(path));
  }

  FlowNetwork network(task.capacity);
  std::vector<double> rates(paths.size(), 0);
  std::vector<FlowNetwork::ClassId> started(paths.size());
  for (std::uint32_t f = 0; f < paths.size(); ++f) {
    if ((*weights)[f] == 0) continue;
    started[f] = network.add_class(paths[f], task.flows[f].bound / (*weights)[f]);
    network.start(0, started[f], 1, (*weights)[f], f);
  }
  for (std::size_t f = 0; f < paths.size(); ++f) {
    if ((*weights)[f] > 0) rates[f] = network.rate_bps(started[f], 0) * (*weights)[f];
  }
  return rates;
}

}  // namespace

void read_sharing(const JsonPlace& where, ConformanceCase& what) {
  const std::string model = where.text("model");
  SharingTask task;
  if (model != "max-min") {
    if (!what.expected.contains("plain_maxmin")) {
      what.task = NotModelled{why_not(model)};
      return;
    }
    task.result = "plain_maxmin";
    what.wanted = {{task.result, what.expected[task.result]}};
    what.note = text_of(kMaxMinPart, model);
  }

  const JsonPlace inputs = where.at("inputs");
  std::vector<std::string> names;
  for (const auto& [name, capacity] : inputs.members("constraints")) {
    names.push_back(name);
    task.capacity.push_back(capacity.as_number(0));
  }
  const std::vector<std::string_view> constraints(names.begin(), names.end());
  for (const auto& [id, flow] : inputs.members("flows")) {
    task.flows.push_back(read_flow(id, flow, constraints));
  }
  const std::string result = task.result;
  what.task = std::move(task);
  skip_unknown_results(what, {result});
}

Computed compute(const SharingTask& task) {
  Computed computed{named_rates(task, plain_rates(task)), {}};
  if (const auto rates = network_rates(task)) {
    computed.also.emplace_back(text_of(kEngine), named_rates(task, *rates));
  }
  return computed;
}

}  // namespace suanwang
