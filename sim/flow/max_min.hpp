#pragma once

#include <Eigen/Core>
#include <Eigen/SparseCore>

namespace suanwang {

/// Which links a flow crosses: row = link, column = flow, the capacity that a unit of its rate
/// takes: 1 for a plain link, n for one that it crosses n times.
using Incidence = Eigen::SparseMatrix<double, Eigen::RowMajor>;

/// Weighted max-min fair rate of each flow [the unit of `capacity`], by progressive filling: all
/// rates rise together in proportion to `weight` until a link is full or a flow meets its `cap`.
///
/// capacity: one per link, >= 0; weight > 0, cap >= 0 (may be infinite): one per flow. A flow that
/// crosses no link gets its cap. The plain solver, cost O(rounds x entries of `uses`): the meaning
/// of a fair share and the oracle of FlowNetwork's quick one. Source: Bertsekas and Gallager, Data
/// Networks, 2nd ed., section 6.5.2.
Eigen::VectorXd max_min_rates(const Eigen::VectorXd& capacity, const Incidence& uses,
                              const Eigen::VectorXd& weight, const Eigen::VectorXd& cap);

}  // namespace suanwang
