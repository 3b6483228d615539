// Group `bandwidth_sharing`: max-min fair rates, by the plain solver and by the network of the
// engine.

#include <muParser.h>

#include <algorithm>
#include <cmath>

#include "sim/base/suggest.hpp"
#include "sim/base/units.hpp"
#include "sim/flow/flow_network.hpp"
#include "sim/flow/max_min.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

constexpr Phrase kOtherFairness{"not modelled: {0}", "未建模：{0}"};
constexpr Phrase kByRule{
    "the case's rule gives the capacity, which is set anew as each flow comes; a link of a "
    "scenario "
    "has no such rule",
    "容量由算例给出的规则算出，每来一条流就重新设定；场景中的链路没有这种规则"};
constexpr Phrase kFatpipe{
    "a link that flows do not share is told as a bound on each flow; links of a scenario are "
    "shared",
    "互不共享的链路以每条流的速率上限表示；场景中的链路总是共享的"};
constexpr Phrase kMaxMinPart{"the max-min part alone; not modelled: {0}",
                             "仅核对 max-min 部分；未建模：{0}"};
constexpr Phrase kEngine{"the network of the engine", "引擎的网络"};

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

/// A rule such as C(n) = C0 * (1 - 0.1 * (n - 1)) for 0, 1, ... flows; empty if it is none.
std::vector<double> capacities(const std::string& rule, double nominal, std::size_t flows) {
  std::vector<double> capacity;
  const auto equals = rule.find('=');
  if (equals == std::string::npos) return capacity;
  try {
    double n = 0;
    mu::Parser parser;
    parser.DefineVar("C0", &nominal);
    parser.DefineVar("n", &n);
    parser.SetExpr(rule.substr(equals + 1));
    for (; n <= static_cast<double>(flows); ++n) capacity.push_back(parser.Eval());
  } catch (const mu::Parser::exception_type&) {
    return {};
  }
  return capacity;
}

/// One constraint whose capacity follows from the number of flows.
void read_by_rule(const JsonPlace& inputs, ConformanceCase& what, SharingTask& task) {
  const double nominal = inputs.number("nominal_capacity", 0);
  for (const JsonPlace& place : inputs.list("flows")) {
    SharingTask::Flow flow;
    flow.id = fmt::format("r{}", task.flows.size() + 1);
    if (place.has("pen")) flow.penalty = place.number("pen", 1e-9);
    flow.uses = {{0, 1}};
    task.flows.push_back(std::move(flow));
  }
  const std::string rule = inputs.text("capacity_rule");
  task.capacity_by_flows = capacities(rule, nominal, task.flows.size());
  what.note = text_of(kByRule);
  if (task.capacity_by_flows.empty()) {
    what.task = NotModelled{text_of(kUnknownRule, in_quotes(rule))};
    return;
  }
  for (const double capacity : task.capacity_by_flows) {
    if (!(capacity >= 0 && capacity < kInfinity)) {
      inputs.at("capacity_rule").problem("expected capacities of at least 0 for these flows");
      break;
    }
  }
  task.capacity = {task.capacity_by_flows.back()};
}

/// A link that each flow may use in full, whatever the others do.
void read_fatpipe(const JsonPlace& inputs, ConformanceCase& what, SharingTask& task) {
  task.capacity = {kInfinity};
  const double bound = inputs.number("capacity", 0);
  const auto flows = inputs.whole("flows", 1, 10'000);
  for (std::int64_t f = 1; f <= flows; ++f) {
    task.flows.push_back({fmt::format("r{}", f), 1, bound, {{0, 1}}});
  }
  what.note = text_of(kFatpipe);
}

void read_constraints(const JsonPlace& inputs, SharingTask& task) {
  std::vector<std::string> names;
  for (const auto& [name, capacity] : inputs.members("constraints")) {
    names.push_back(name);
    task.capacity.push_back(capacity.as_number(0));
  }
  const std::vector<std::string_view> constraints(names.begin(), names.end());
  for (const auto& [id, flow] : inputs.members("flows")) {
    task.flows.push_back(read_flow(id, flow, constraints));
  }
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

/// By FlowNetwork, where a case can be told in its terms: a flow takes of a link what it moves.
std::optional<std::vector<double>> network_rates(const SharingTask& task) {
  std::vector<double> capacity = task.capacity;
  capacity.push_back(kInfinity);  // for flows that cross nothing else
  FlowNetwork network(capacity);
  std::vector<double> rates(task.flows.size(), 0);
  std::vector<FlowNetwork::ClassId> started(task.flows.size());
  std::size_t users = 0;
  for (std::uint32_t f = 0; f < rates.size(); ++f) {
    const SharingTask::Flow& flow = task.flows[f];
    std::vector<std::uint32_t> path;
    for (const auto& [link, amount] : flow.uses) {
      if (amount != 1) return std::nullopt;
      path.push_back(static_cast<std::uint32_t>(link));
    }
    if (path.empty()) path.push_back(static_cast<std::uint32_t>(task.capacity.size()));
    if (flow.penalty == 0) continue;  // paused
    started[f] = network.add_class(path, flow.bound * flow.penalty);
    network.start(0, started[f], 1, 1 / flow.penalty, f);
    if (!task.capacity_by_flows.empty()) {
      network.set_capacity(0, 0, task.capacity_by_flows[++users]);
    }
  }
  for (std::size_t f = 0; f < rates.size(); ++f) {
    const double penalty = task.flows[f].penalty;
    if (penalty > 0) rates[f] = network.rate_bps(started[f], 0) / penalty;
  }
  return rates;
}

}  // namespace

void read_sharing(const JsonPlace& where, ConformanceCase& what) {
  const std::string model = where.text("model");
  const JsonPlace inputs = where.at("inputs");
  const bool by_rule = inputs.has("capacity_rule");
  const bool fatpipe = model.find("FATPIPE") != std::string::npos;
  SharingTask task;
  if (model != "max-min" && !by_rule && !fatpipe) {
    if (!what.expected.contains("plain_maxmin")) {
      what.task = NotModelled{text_of(kOtherFairness, model)};
      return;
    }
    task.result = "plain_maxmin";
    what.wanted = {{task.result, what.expected[task.result]}};
    what.note = text_of(kMaxMinPart, model);
  }
  what.task = SharingTask{};
  if (by_rule) {
    read_by_rule(inputs, what, task);
  } else if (fatpipe) {
    read_fatpipe(inputs, what, task);
  } else {
    read_constraints(inputs, task);
  }
  const std::string result = task.result;
  if (std::holds_alternative<SharingTask>(what.task)) what.task = std::move(task);
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
