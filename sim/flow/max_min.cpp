#include "sim/flow/max_min.hpp"

#include <limits>

namespace suanwang {

Eigen::VectorXd max_min_rates(const Eigen::VectorXd& capacity, const Incidence& uses,
                              const Eigen::VectorXd& weight, const Eigen::VectorXd& cap) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Eigen::VectorXd rate = Eigen::VectorXd::Zero(uses.cols());
  Eigen::VectorXd open = Eigen::VectorXd::Ones(uses.cols());  // 1: may still grow
  Eigen::VectorXd spare = capacity;                           // what fixed flows leave

  while (open.sum() > 0) {
    // Step 1. The level (rate per weight) at which each link would be full, and each flow at its
    // cap.
    const Eigen::ArrayXd users = (uses * weight.cwiseProduct(open)).array();
    const Eigen::ArrayXd full = (users > 0).select(spare.array().max(0) / users, kInfinity);
    const Eigen::ArrayXd capped =
        (open.array() > 0).select(cap.array() / weight.array(), kInfinity);

    // Step 2. The lowest of them is where the rise ends for somebody.
    Eigen::Index tight = -1;
    Eigen::Index flow = -1;
    const double link_level = full.size() > 0 ? full.minCoeff(&tight) : kInfinity;
    const double cap_level = capped.minCoeff(&flow);

    // Step 3. Those it ends for keep that rate for good.
    const auto fix = [&](Eigen::Index f, double r) {
      rate[f] = r;
      open[f] = 0;
      for (Eigen::Index l = 0; l < uses.rows(); ++l) {
        if (const double use = uses.coeff(l, f); use > 0) spare[l] -= use * r;
      }
    };
    if (cap_level <= link_level) {
      fix(flow, cap[flow]);
    } else {
      for (Incidence::InnerIterator it(uses, tight); it; ++it) {
        if (open[it.col()] > 0) fix(it.col(), link_level * weight[it.col()]);
      }
    }
  }
  return rate;
}

}  // namespace suanwang
