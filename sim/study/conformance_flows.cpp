// Group `transfer_time`, cases with `flows`: transfers on routes of their own while capacities,
// latencies and routes change; by the network of the engine and by the plain one.

#include <algorithm>
#include <set>
#include <tuple>

#include "sim/base/units.hpp"
#include "sim/flow/flow_network.hpp"
#include "sim/flow/plain_flows.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

constexpr Phrase kPlain{"the plain solver", "朴素求解器"};
constexpr std::string_view kBaseline = "baseline_equal_share_both_finish_after_s";

/// How a transfer takes part in the sharing.
struct Share {
  std::vector<std::uint32_t> route;
  double weight = 1;
  double cap_bps = kInfinity;
};

/// Transfers, by number, on the network of the engine; each is a class of its own.
class Engine {
 public:
  Engine(const std::vector<double>& capacity, std::size_t transfers)
      : network_(capacity), class_of_(transfers), ends_s_(transfers, kInfinity) {}

  void set_capacity(std::uint32_t link, double capacity_bps) {
    network_.set_capacity(now_s_, link, capacity_bps);
  }
  void start(std::uint32_t number, const Share& share, double bits) {
    class_of_[number] = network_.add_class(share.route, share.cap_bps / share.weight);
    network_.start(now_s_, class_of_[number], bits, share.weight, number);
  }
  void change(std::uint32_t number, const Share& share) {
    std::vector<FlowNetwork::Left> left;
    network_.take_all(now_s_, class_of_[number], left);
    for (const FlowNetwork::Left& transfer : left) start(number, share, transfer.bits);
  }
  void run_until(double time_s) {
    for (;;) {
      const double end_s = network_.next_end_s(now_s_);
      if (end_s > time_s || end_s == kInfinity) break;
      now_s_ = end_s;
      done_.clear();
      network_.collect(now_s_, done_);
      for (const auto number : done_) ends_s_[number] = now_s_;
    }
    if (time_s < kInfinity) now_s_ = time_s;
  }
  std::vector<double> ends_s() const { return ends_s_; }

 private:
  FlowNetwork network_;
  std::vector<FlowNetwork::ClassId> class_of_;
  std::vector<FlowNetwork::UserId> done_;
  std::vector<double> ends_s_;
  double now_s_ = 0;
};

/// The same, all rates solved from nothing after every change.
class Plain {
 public:
  Plain(const std::vector<double>& capacity, std::size_t transfers) : flows_(capacity) {
    flows_.transfers.resize(transfers);
    for (PlainFlows::Transfer& transfer : flows_.transfers) transfer.moving = false;
  }
  void set_capacity(std::uint32_t link, double capacity_bps) {
    flows_.set_capacity(link, capacity_bps);
  }
  void start(std::uint32_t number, const Share& share, double bits) {
    change(number, share);
    flows_.transfers[number].left = bits;
    flows_.transfers[number].moving = true;
  }
  void change(std::uint32_t number, const Share& share) {
    PlainFlows::Transfer& transfer = flows_.transfers[number];
    transfer.links = share.route;
    transfer.weight = share.weight;
    transfer.cap = share.cap_bps / share.weight;
  }
  void run_until(double time_s) { flows_.run_until(time_s); }
  std::vector<double> ends_s() const {
    std::vector<double> ends_s;
    for (const PlainFlows::Transfer& transfer : flows_.transfers) ends_s.push_back(transfer.done_s);
    return ends_s;
  }

 private:
  PlainFlows flows_;
};

/// What happens in a case, in its order, to the transfers of a network.
template <typename Network>
class Course {
 public:
  explicit Course(const FlowTask& task)
      : task_(task),
        network_(capacities(task), task.transfers.size()),
        begun_(task.transfers.size()) {
    for (std::uint32_t i = 0; i < task.changes.size(); ++i) {
      agenda_.emplace(task.changes[i].at_s, kChange, i);
    }
    for (std::uint32_t i = 0; i < task.transfers.size(); ++i) {
      agenda_.emplace(task.transfers[i].start_s, kAsk, i);
    }
  }

  /// When each transfer is done; infinity: never.
  std::vector<double> run() {
    while (!agenda_.empty()) {
      const auto [now_s, phase, number] = *agenda_.begin();
      agenda_.erase(agenda_.begin());
      network_.run_until(now_s);
      if (phase == kChange) {
        apply(task_.changes[number]);
      } else if (phase == kAsk) {
        agenda_.emplace(now_s + latency_s(task_.transfers[number]), kBegin, number);
      } else {
        begun_[number] = true;
        network_.start(number, share_of(task_.transfers[number]), task_.transfers[number].bits);
      }
    }
    network_.run_until(kInfinity);
    return network_.ends_s();
  }

 private:
  enum Phase { kChange, kAsk, kBegin };

  static std::vector<double> capacities(const FlowTask& task) {
    std::vector<double> capacity;
    for (const FlowTask::Link& link : task.links) capacity.push_back(link.capacity_bps);
    return capacity;
  }

  double latency_s(const FlowTask::Transfer& transfer) const {
    double sum_s = 0;
    for (const std::uint32_t link : transfer.route) sum_s += task_.links[link].latency_s;
    return sum_s;
  }

  Share share_of(const FlowTask::Transfer& transfer) const {
    const double round_trip_s = 2 * latency_s(transfer);
    Share share{transfer.route, transfer.weight,
                std::min(transfer.bound_bps, transfer.window_bits / round_trip_s)};
    if (task_.weighting_bits == 0) return share;
    double sum_s = 0;
    for (const std::uint32_t l : transfer.route) {
      sum_s += task_.links[l].latency_s + task_.weighting_bits / task_.links[l].capacity_bps;
    }
    share.weight = 1 / sum_s;
    return share;
  }

  void apply(const FlowTask::Change& change) {
    using What = FlowTask::Change::What;
    if (change.what == What::route) task_.transfers[change.of].route = change.route;
    if (change.what == What::latency) task_.links[change.of].latency_s = change.value;
    if (change.what == What::capacity) {
      task_.links[change.of].capacity_bps = change.value;
      network_.set_capacity(change.of, change.value);
    }
    for (std::uint32_t i = 0; i < task_.transfers.size(); ++i) {
      const FlowTask::Transfer& transfer = task_.transfers[i];
      const auto& route = transfer.route;
      const bool concerned = change.what == What::route
                                 ? i == change.of
                                 : std::find(route.begin(), route.end(), change.of) != route.end();
      const bool plain = change.what == What::capacity && task_.weighting_bits == 0;
      if (begun_[i] && concerned && !plain) network_.change(i, share_of(transfer));
    }
  }

  FlowTask task_;  ///< as it stands now
  Network network_;
  std::vector<bool> begun_;
  std::set<std::tuple<double, Phase, std::uint32_t>> agenda_;
};

template <typename Network>
CaseJson answers(const FlowTask& task, const CaseJson& wanted) {
  const std::vector<double> ends_s = Course<Network>(task).run();
  CaseJson got = CaseJson::object();
  for (std::size_t i = 0; i < ends_s.size(); ++i) {
    const std::string& id = task.transfers[i].id;
    const CaseJson end = ends_s[i] < kInfinity ? CaseJson(ends_s[i]) : CaseJson();
    if (wanted.contains("finish_s")) got["finish_s"][id] = end;
    if (wanted.contains(id + "_finish")) got[id + "_finish"] = end;
  }
  if (wanted.contains(kBaseline)) {
    FlowTask equal = task;
    equal.changes.clear();
    equal.weighting_bits = 0;
    double first_s = kInfinity;
    for (FlowTask::Transfer& transfer : equal.transfers) {
      transfer.weight = 1;
      first_s = std::min(first_s, transfer.start_s);
    }
    const std::vector<double> last_s = Course<Network>(equal).run();
    got[kBaseline] = *std::max_element(last_s.begin(), last_s.end()) - first_s;
  }
  return got;
}

}  // namespace

Computed compute(const FlowTask& task, const CaseJson& wanted) {
  return {answers<Engine>(task, wanted), {{text_of(kPlain), answers<Plain>(task, wanted)}}};
}

}  // namespace suanwang
