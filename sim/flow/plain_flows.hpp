#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "sim/flow/max_min.hpp"

namespace suanwang {

/// The plain way to move transfers: every transfer by itself, all rates solved from nothing after
/// every change. What FlowNetwork must agree with.
class PlainFlows {
 public:
  struct Transfer {
    std::vector<std::uint32_t> links;
    double cap = 0;  ///< per unit of weight
    double weight = 1;
    double left = 0;
    double rate = 0;
    double done_s = std::numeric_limits<double>::infinity();
    bool moving = true;
  };

  explicit PlainFlows(std::vector<double> capacity) : capacity_(std::move(capacity)) {}

  std::vector<Transfer> transfers;

  void set_capacity(std::uint32_t link, double capacity) { capacity_[link] = capacity; }

  /// Moves everything up to `time_s`, from end to end.
  void run_until(double time_s) {
    for (;;) {
      solve();
      double next_s = std::numeric_limits<double>::infinity();
      const Transfer* first = nullptr;
      for (const Transfer& t : transfers) {
        if (!t.moving) continue;
        const double end_s = t.left <= 0 ? now_s_ : now_s_ + t.left / t.rate;
        if (end_s < next_s) {
          next_s = end_s;
          first = &t;
        }
      }
      if (!first || next_s > time_s) break;
      const double step_s = next_s - now_s_;
      for (Transfer& t : transfers) {
        if (!t.moving) continue;
        // Those that are done at the same instant but for rounding are done now.
        const bool done = &t == first || t.left - t.rate * step_s <= 1e-13 * t.left;
        t.left = done ? 0 : t.left - t.rate * step_s;
        if (!done) continue;
        t.moving = false;
        t.done_s = next_s;
      }
      now_s_ = next_s;
    }
    if (time_s == std::numeric_limits<double>::infinity()) return;
    for (Transfer& t : transfers) {
      if (t.moving) t.left -= t.rate * (time_s - now_s_);
    }
    now_s_ = time_s;
  }

  void solve() {
    std::vector<Transfer*> moving;
    for (Transfer& t : transfers) {
      if (t.moving) moving.push_back(&t);
    }
    const auto flows = static_cast<Eigen::Index>(moving.size());
    Incidence uses(static_cast<Eigen::Index>(capacity_.size()), flows);
    Eigen::VectorXd weight(flows), cap(flows);
    for (Eigen::Index f = 0; f < flows; ++f) {
      const Transfer& t = *moving[static_cast<std::size_t>(f)];
      for (const std::uint32_t l : t.links) uses.insert(l, f) = 1;
      weight[f] = t.weight;
      cap[f] = t.cap * t.weight;
    }
    const Eigen::VectorXd rate =
        max_min_rates(Eigen::Map<const Eigen::VectorXd>(
                          capacity_.data(), static_cast<Eigen::Index>(capacity_.size())),
                      uses, weight, cap);
    for (Eigen::Index f = 0; f < flows; ++f) moving[static_cast<std::size_t>(f)]->rate = rate[f];
  }

 private:
  std::vector<double> capacity_;
  double now_s_ = 0;
};

}  // namespace suanwang
