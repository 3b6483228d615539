#include "sim/engine/thinning.hpp"

#include <algorithm>
#include <cmath>

#include "models/workload/strata.hpp"

namespace suanwang {
namespace {

constexpr double kShortestRun_s = 7200;
constexpr double kFewJobs = 0.05;  // of all simulated ones: a class of no more comes as it is

void to_shares(std::vector<double>& weights) {
  double sum = 0;
  for (double& weight : weights) weight = sum += weight;
  for (double& weight : weights) weight /= sum;
}

double demanded_per_s(const Scenario& scenario, const Workload& w) {
  return std::get<PoissonArrivals>(w.arrivals).rate_per_s * scenario.demand;
}

}  // namespace

Thinning::Thinning(const Workload& workload, double longest_s) {
  const double gang = mean(workload.accelerators);
  const std::vector<Stratum> strata = fine_strata(workload.runtime_s);
  double sum = 0;
  for (const Stratum& stratum : strata) {
    const double run_s = std::max(stratum.value, kShortestRun_s);
    arriving_.push_back(stratum.share * std::sqrt(std::min(run_s, longest_s)));
    sum += arriving_.back();
    draws_.push_back({run_s, 1 - stratum.value / run_s, 0, 0});
  }
  for (std::size_t i = 0; i < draws_.size(); ++i) {
    const double share = arriving_[i] / sum;
    draws_[i].jobs = strata[i].share / share;
    draws_[i].cards = draws_[i].jobs * gang * strata[i].value / draws_[i].run_s;
    running_.push_back(share * draws_[i].run_s);
    mean_run_s_ += running_.back();
  }
  to_shares(arriving_);
  to_shares(running_);
}

std::size_t Thinning::index(const std::vector<double>& up_to, double share) {
  const auto at = std::upper_bound(up_to.begin(), up_to.end(), share);
  return static_cast<std::size_t>(std::min(at, up_to.end() - 1) - up_to.begin());
}

SizeTable::SizeTable(const Distribution& distribution) {
  for (const Stratum& stratum : fine_strata(distribution)) sizes_.push_back(stratum.value);
}

double SizeTable::operator()(double share) const {
  const double at = -std::log(1 - share) / kStrataStep;
  return sizes_[std::min(sizes_.size() - 1, static_cast<std::size_t>(at))];
}

double even_share(double first, std::uint64_t n, double step) {
  const double at = first + static_cast<double>(n) * step;
  return at - std::floor(at);
}

std::vector<double> preview_rates(const Scenario& scenario, double jobs) {
  std::vector<double> rates(scenario.workloads.size(), 0);
  if (!scenario.duration_s || !(jobs > 0)) return rates;
  const double end_s = *scenario.duration_s;
  double sum = 0;
  for (std::size_t c = 0; c < rates.size(); ++c) {
    const Workload& w = scenario.workloads[c];
    if (!std::holds_alternative<PoissonArrivals>(w.arrivals) || w.by_work) continue;
    const double per_s = demanded_per_s(scenario, w);
    if (per_s * end_s <= kFewJobs * jobs) continue;
    rates[c] = std::sqrt(per_s * mean(w.runtime_s) * mean(w.accelerators));
    sum += rates[c];
  }
  for (std::size_t c = 0; c < rates.size(); ++c) {
    if (rates[c] == 0) continue;
    const double all = demanded_per_s(scenario, scenario.workloads[c]);
    rates[c] *= jobs / end_s / sum;
    if (rates[c] >= all) rates[c] = 0;
  }
  return rates;
}

std::vector<double> preview_shares(const Workload& workload) {
  std::vector<double> shares;
  double sum = 0;
  for (const auto& [id, weight] : workload.from) {
    shares.push_back(std::sqrt(weight));
    sum += shares.back();
  }
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace suanwang
