#pragma once

#include <vector>

#include "sim/scenario/scenario.hpp"

namespace suanwang {

/// How one class of jobs is drawn for a preview: few simulated jobs, each for many real ones.
///
/// Sampling by importance: a run of length L is drawn in proportion to the square root of L times
/// its probability, which keeps the count of busy cards steadiest for a number of draws, and stands
/// for the fewer real jobs the longer it is. Runs shorter than two hours come one after the other on
/// fewer cards. Card-seconds, bytes and jobs asked for per second stay what they are.
/// Source: Owen, Monte Carlo theory, methods and examples, 2013, chapters 8 and 9.
class Thinning {
 public:
  /// `longest_s`: runs count by at most so much of their length, such as that of the simulation.
  Thinning(const Workload& workload, double longest_s);

  /// A simulated job.
  struct Draw {
    double run_s = 0;   ///< of all that run one after the other
    double others = 0;  ///< share of it that is of others than one
    double jobs = 0;   ///< real ones it stands for, times the rate of these / of simulated ones
    double cards = 0;  ///< of all that run at one time, times the same
  };
  /// `share` of [0, 1): the draws of equal shares all over it are spread as the class's jobs are.
  const Draw& arriving(double share) const { return draws_[index(arriving_, share)]; }
  /// One found running at a moment.
  const Draw& running(double share) const { return draws_[index(running_, share)]; }

  /// Of a simulated job.
  double mean_run_s() const { return mean_run_s_; }

 private:
  static std::size_t index(const std::vector<double>& up_to, double share);

  std::vector<Draw> draws_;
  std::vector<double> arriving_, running_;  ///< by draw: share of the draws up to it
  double mean_run_s_ = 0;
};

/// Draws of a distribution by their share of all draws below them, from a table.
class SizeTable {
 public:
  SizeTable() : SizeTable(Distribution{Constant{0}}) {}
  explicit SizeTable(const Distribution& distribution);
  double operator()(double share) const;

 private:
  std::vector<double> sizes_;
};

// Steps of even sequences: the golden section's leaves no large gap wherever it is stopped; the
// others make even pairs with it.
inline constexpr double kGolden = 0.6180339887498949;
inline constexpr double kSecondStep = 0.41421356237309515;  ///< root of 2
inline constexpr double kThirdStep = 0.7320508075688772;    ///< root of 3

/// The n-th number of an even sequence on [0, 1) that starts at `first`.
double even_share(double first, std::uint64_t n, double step = kGolden);

/// The simulated jobs of a preview by class, each second; 0: all jobs of the class are drawn.
///
/// Classes whose arrivals are Poisson's and whose run times are known come thinned, unless there
/// are so few of their jobs that they would matter one by one. `jobs`: simulated ones in the whole
/// run, about.
std::vector<double> preview_rates(const Scenario& scenario, double jobs);

/// Share of a class's simulated jobs that come from a region: those with much work have fewer for
/// it, so that those with little are not drawn too coarsely.
std::vector<double> preview_shares(const Workload& workload);

}  // namespace suanwang
