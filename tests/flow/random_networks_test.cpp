// The quick engine against the plain one on random networks, through everything that can happen.

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "sim/flow/flow_network.hpp"
#include "sim/flow/plain_flows.hpp"

namespace suanwang {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A random network, and the two engines side by side on it.
class Duel {
 public:
  explicit Duel(std::uint64_t seed) : random_(seed), plain_({}), quick_({}) {
    // Coarse figures in every third network, so that levels, caps and ends coincide.
    coarse_ = seed % 3 == 0;
    const std::size_t links = 2 + random_() % 12;
    std::vector<double> capacity;
    for (std::size_t l = 0; l < links; ++l) capacity.push_back(figure(5, 100));
    plain_ = PlainFlows(capacity);
    quick_ = FlowNetwork(capacity);
    const std::size_t classes = 1 + random_() % 20;
    const bool bounded = seed % 4 != 1;
    for (std::size_t c = 0; c < classes; ++c) {
      std::vector<std::uint32_t> on;
      for (std::uint32_t l = 0; l < links; ++l) {
        if (random_() % 3 == 0) on.push_back(l);
      }
      if (on.empty()) on.push_back(static_cast<std::uint32_t>(random_() % links));
      const double cap = bounded && random_() % 4 != 0 ? figure(1, 30) : kInfinity;
      quick_.add_class(on, cap);
      classes_.push_back({on, cap});
    }
    links_ = links;
  }

  void run() {
    for (int step = 0; step < 60; ++step) {
      const double at_s = now_s_ + (coarse_ ? static_cast<double>(random_() % 3) : uniform(0, 1));
      go_to(at_s);
      const auto what = random_() % 20;
      if (what < 14) {
        start();
      } else if (what < 16) {
        reroute();
      } else {
        change_capacity();
      }
      compare_rates();
    }
    for (std::uint32_t l = 0; l < links_; ++l) set_capacity(l, figure(5, 100));
    go_to(kInfinity);
    compare_ends();
  }

  double worst_rate = 0, worst_end = 0;
  int compared = 0;

 private:
  struct Class {
    std::vector<std::uint32_t> links;
    double cap;
  };

  double uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(random_() >> 11) * 0x1.0p-53;
  }
  double figure(double low, double high) {
    return coarse_ ? std::ceil(uniform(low, high) / 10) * 10 : uniform(low, high);
  }

  void go_to(double time_s) {
    for (;;) {
      const double end_s = quick_.next_end_s(now_s_);
      if (end_s > time_s || end_s == kInfinity) break;
      REQUIRE(end_s >= now_s_);
      now_s_ = end_s;
      done_.clear();
      quick_.collect(now_s_, done_);
      REQUIRE(!done_.empty());
      for (const auto user : done_) ends_[user] = now_s_;
    }
    if (time_s < kInfinity) now_s_ = time_s;
    plain_.run_until(time_s);
  }

  void start() {
    const std::size_t several = random_() % 4 == 0 ? 5 : 1;
    const auto c = static_cast<std::uint32_t>(random_() % classes_.size());
    for (std::size_t k = 0; k < several; ++k) {
      const double bits = random_() % 15 == 0 ? 0 : figure(1, 200);
      const double weight =
          random_() % 3 == 0 ? uniform(0.5, 4) : 1.0 + static_cast<double>(random_() % 4);
      const auto user = static_cast<FlowNetwork::UserId>(plain_.transfers.size());
      quick_.start(now_s_, c, bits, weight, user);
      plain_.transfers.push_back({classes_[c].links, classes_[c].cap, weight, bits});
      class_of_.push_back(c);
      ends_.push_back(kInfinity);
      started_bits_ += bits;
    }
  }

  void reroute() {
    const auto from = static_cast<std::uint32_t>(random_() % classes_.size());
    const auto to = static_cast<std::uint32_t>(random_() % classes_.size());
    std::vector<FlowNetwork::Left> left;
    quick_.take_all(now_s_, from, left);
    for (const FlowNetwork::Left& l : left) {
      quick_.start(now_s_, to, l.bits, l.weight, l.user);
      plain_.transfers[l.user].links = classes_[to].links;
      plain_.transfers[l.user].cap = classes_[to].cap;
      class_of_[l.user] = to;
    }
  }

  void change_capacity() {
    const auto l = static_cast<std::uint32_t>(random_() % links_);
    set_capacity(l, random_() % 3 == 0 ? 0 : figure(5, 100));
  }
  void set_capacity(std::uint32_t l, double capacity) {
    quick_.set_capacity(now_s_, l, capacity);
    plain_.set_capacity(l, capacity);
  }

  void compare_rates() {
    // What ends at this very instant is taken out on both sides first.
    go_to(now_s_);
    plain_.solve();
    // Where ends coincide with this instant but for rounding, one side may have them behind it.
    for (std::size_t t = 0; t < ends_.size(); ++t) {
      if (plain_.transfers[t].moving != std::isinf(ends_[t])) return;
    }
    ++compared;
    for (std::size_t t = 0; t < plain_.transfers.size(); ++t) {
      const PlainFlows::Transfer& transfer = plain_.transfers[t];
      if (!transfer.moving) continue;
      const double got = quick_.rate_bps(class_of_[t], now_s_) * transfer.weight;
      if (transfer.rate < 1e-9) {
        REQUIRE(got < 1e-9);
        continue;
      }
      worst_rate = std::max(worst_rate, std::abs(got - transfer.rate) / transfer.rate);
    }
  }

  void compare_ends() {
    double carried = 0;
    for (std::uint32_t c = 0; c < classes_.size(); ++c) carried += quick_.carried_bits(c, now_s_);
    CHECK(carried == Approx(started_bits_).epsilon(1e-12));
    CHECK(quick_.transfers() == 0);
    for (std::size_t t = 0; t < ends_.size(); ++t) {
      REQUIRE(std::isfinite(ends_[t]));
      worst_end = std::max(worst_end, std::abs(ends_[t] - plain_.transfers[t].done_s) /
                                          std::max(1e-300, plain_.transfers[t].done_s));
    }
  }

  std::mt19937_64 random_;
  bool coarse_ = false;
  PlainFlows plain_;
  FlowNetwork quick_;
  std::vector<Class> classes_;
  std::size_t links_ = 0;
  double now_s_ = 0, started_bits_ = 0;
  std::vector<double> ends_;
  std::vector<std::uint32_t> class_of_;
  std::vector<FlowNetwork::UserId> done_;
};

}  // namespace

TEST_CASE("flow network: equal to the plain solver on 1,000 random networks", "[flow]") {
  double worst_rate = 0, worst_end = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    INFO("network " << seed);
    Duel duel(seed);
    duel.run();
    worst_rate = std::max(worst_rate, duel.worst_rate);
    worst_end = std::max(worst_end, duel.worst_end);
    REQUIRE(duel.compared > 45);  // of 60
    REQUIRE(duel.worst_rate < 1e-12);
    REQUIRE(duel.worst_end < 1e-12);
  }
  WARN("largest relative differences: rates " << worst_rate << ", ends " << worst_end);
}

}  // namespace suanwang
