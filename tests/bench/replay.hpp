#pragma once

#include <limits>

#include "sim/flow/flow_network.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/flow_trace.hpp"

namespace suanwang::bench {

/// The links and routes of a trace, without its transfers.
inline FlowNetwork network_of(const FlowTrace& trace) {
  FlowNetwork network(trace.capacity_bps);
  for (const FlowTrace::Route& route : trace.routes) network.add_class(route.links, route.cap_bps);
  return network;
}

/// What a replay counted on its way.
struct Replayed {
  std::uint64_t events = 0;  ///< starts and ends
  double cpu_s = 0;
  double mean_under_way = 0;  ///< as a transfer that starts finds it, itself included
  FlowNetwork::Effort effort;
};

/// Moves `count` transfers by the bare engine: `next()` gives one after the other, `done(transfer,
/// time)` hears of each end. This loop is all that stands between the engine and the clock.
template <typename Next, typename Done>
Replayed replay(FlowNetwork& network, std::uint64_t count, Next next, Done done) {
  constexpr double kNever = std::numeric_limits<double>::infinity();
  Replayed replayed;
  std::vector<FlowNetwork::UserId> ended;
  double now_s = 0, under_way = 0;
  std::uint32_t started = 0;
  const double began_s = cpu_s();
  FlowTrace::Transfer transfer = next();
  for (;;) {
    const double end_s = network.next_end_s(now_s);
    const double start_s = started < count ? transfer.start_s : kNever;
    if (end_s == kNever && start_s == kNever) break;
    if (end_s <= start_s) {
      now_s = end_s;
      ended.clear();
      network.collect(now_s, ended);
      for (const FlowNetwork::UserId user : ended) done(user, now_s);
      replayed.events += ended.size();
    } else {
      now_s = start_s;
      network.start(now_s, transfer.route, transfer.bits, transfer.weight, started++);
      under_way += static_cast<double>(network.transfers());
      if (started < count) transfer = next();
      ++replayed.events;
    }
  }
  replayed.cpu_s = cpu_s() - began_s;
  replayed.mean_under_way = under_way / static_cast<double>(count);
  replayed.effort = network.effort();
  return replayed;
}

/// Moves all transfers of a trace; `done_s`: when each is done.
inline Replayed replay(const FlowTrace& trace, std::vector<double>& done_s) {
  FlowNetwork network = network_of(trace);
  done_s.assign(trace.transfers.size(), -1);
  auto transfer = trace.transfers.begin();
  return replay(
      network, trace.transfers.size(), [&] { return *transfer++; },
      [&](FlowNetwork::UserId user, double now_s) { done_s[user] = now_s; });
}

}  // namespace suanwang::bench
