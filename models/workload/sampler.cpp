#include "models/workload/sampler.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "models/workload/draws.hpp"

namespace suanwang {
namespace {

// A standard normal number below `bound`, by the inverse of its distribution: no luck is needed
// however small the chance of such a number is.
double normal_below(double bound, RandomStream& random) {
  const double share = normal_cdf(bound) * (1 - random.uniform());
  if (share < 1e-300) return bound;  // so far out that all of it lies at the bound
  return -std::sqrt(2.0) * boost::math::erfc_inv(2 * share);
}

double draw(const Constant& d, const AliasTable&, RandomStream&) { return d.value; }

double draw(const Lognormal& d, const AliasTable&, RandomStream& random) {
  return std::min(d.max, d.median * std::exp(d.sigma * standard_normal(random)));
}

double draw(const Exponential& d, const AliasTable&, RandomStream& random) {
  return std::min(d.max, d.mean * standard_exponential(random));
}

double draw(const Uniform& d, const AliasTable&, RandomStream& random) {
  return d.low + (d.high - d.low) * random.uniform();
}

double draw(const Choice& d, const AliasTable& alias, RandomStream& random) {
  return d.values[alias(random.uniform())].first;
}

double biased(const Constant& d, const AliasTable&, RandomStream&) { return d.value; }

// x f(x) of a lognormal is a lognormal with its median moved up by exp(sigma^2). The mass at `max`
// keeps its own share of the mean.
double biased(const Lognormal& d, const AliasTable&, RandomStream& random) {
  const double moved = d.median * std::exp(d.sigma * d.sigma);
  if (std::isinf(d.max)) return moved * std::exp(d.sigma * standard_normal(random));
  if (d.sigma == 0) return std::min(d.median, d.max);
  const double a = std::log(d.max / d.median) / d.sigma;
  const double below = d.median * std::exp(d.sigma * d.sigma / 2) * normal_cdf(a - d.sigma);
  const double at_max = d.max * (1 - normal_cdf(a));
  if (random.uniform() * (below + at_max) >= below) return d.max;
  return std::min(d.max, moved * std::exp(d.sigma * normal_below(a - d.sigma, random)));
}

// x f(x) of an exponential is the sum of two of them.
double biased(const Exponential& d, const AliasTable&, RandomStream& random) {
  const double m = d.max / d.mean;
  if (!std::isinf(m)) {
    const double below = -std::expm1(-m) - m * std::exp(-m);
    const double at_max = m * std::exp(-m);
    if (random.uniform() * (below + at_max) >= below) return d.max;
    const double share = boost::math::gamma_p(2.0, m) * random.uniform();
    return std::min(d.max, d.mean * boost::math::gamma_p_inv(2.0, share));
  }
  const double first = standard_exponential(random);
  return d.mean * (first + standard_exponential(random));
}

double biased(const Uniform& d, const AliasTable&, RandomStream& random) {
  const double low2 = d.low * d.low;
  return std::sqrt(low2 + (d.high * d.high - low2) * random.uniform());
}

double biased(const Choice& d, const AliasTable& alias, RandomStream& random) {
  return d.values[alias(random.uniform())].first;
}

}  // namespace

AliasTable::AliasTable(const std::vector<double>& weights) {
  double sum = 0;
  for (const double w : weights) sum += w;
  const double share = static_cast<double>(weights.size()) / sum;
  std::vector<std::uint32_t> small;
  std::vector<std::uint32_t> large;
  for (const double w : weights) {
    const auto i = static_cast<std::uint32_t>(slots_.size());
    slots_.push_back({w * share, i});
    (slots_[i].keep < 1 ? small : large).push_back(i);
  }
  while (!small.empty() && !large.empty()) {
    const std::uint32_t s = small.back();
    const std::uint32_t l = large.back();
    small.pop_back();
    slots_[s].other = l;
    slots_[l].keep -= 1 - slots_[s].keep;
    if (slots_[l].keep < 1) {
      large.pop_back();
      small.push_back(l);
    }
  }
  for (const std::uint32_t i : large) slots_[i].keep = 1;
  for (const std::uint32_t i : small) slots_[i].keep = 1;  // 1 but for rounding
}

Sampler::Sampler(Distribution distribution) : distribution_(std::move(distribution)) {
  const auto* choice = std::get_if<Choice>(&distribution_);
  if (!choice) return;
  std::vector<double> weights;
  std::vector<double> biased_weights;
  for (const auto& [value, weight] : choice->values) {
    weights.push_back(weight);
    biased_weights.push_back(weight * value);
  }
  alias_ = AliasTable(weights);
  const bool some =
      std::any_of(biased_weights.begin(), biased_weights.end(), [](double w) { return w > 0; });
  biased_alias_ = some ? AliasTable(biased_weights) : alias_;
}

double Sampler::operator()(RandomStream& random) const {
  return std::visit([&](const auto& d) { return draw(d, alias_, random); }, distribution_);
}

double Sampler::length_biased(RandomStream& random) const {
  return std::visit([&](const auto& d) { return biased(d, biased_alias_, random); }, distribution_);
}

WeeklyPoisson::WeeklyPoisson(double rate_per_s, const std::array<double, 168>& profile,
                             int first_hour, std::vector<GrowthStep> growth)
    : rate_per_s_(rate_per_s),
      first_hour_(first_hour),
      growth_(std::move(growth)),
      profile_(profile) {
  flat_ = std::all_of(profile.begin(), profile.end(), [](double f) { return f == 1; });
}

double WeeklyPoisson::next(double now_s, RandomStream& random) {
  return rate_per_s_ <= 0 ? kInfinity : after(now_s, standard_exponential(random));
}

double WeeklyPoisson::after(double now_s, double expected) {
  if (rate_per_s_ <= 0) return kInfinity;
  double left = expected;  // arrivals still to pass
  double at_s = now_s;
  for (;;) {
    while (step_ < growth_.size() && growth_[step_].at_s <= at_s) ++step_;
    const double factor = step_ == 0 ? 1 : growth_[step_ - 1].value;
    const double until_s = step_ < growth_.size() ? growth_[step_].at_s : kInfinity;
    const double arrival_s = walk(rate_per_s_ * factor, left, at_s, until_s);
    if (arrival_s < until_s || std::isinf(until_s)) return arrival_s;
    at_s = until_s;
  }
}

// The arrival at a mean rate, if it comes before `until_s`, else what of `left` has not passed by
// then.
double WeeklyPoisson::walk(double rate_per_s, double& left, double at_s, double until_s) const {
  if (rate_per_s <= 0) return kInfinity;
  if (flat_) {
    const double arrival_s = at_s + left / rate_per_s;
    if (arrival_s >= until_s) left -= rate_per_s * (until_s - at_s);
    return arrival_s;
  }
  constexpr double kHour = 3600;
  const double week = rate_per_s * 168 * kHour;  // the profile's mean is 1
  if (left >= 2 * week) {                        // rare work: skip whole weeks
    double weeks = std::floor(left / week) - 1;
    if (std::isfinite(until_s)) {
      weeks = std::min(weeks, std::max(0.0, std::floor((until_s - at_s) / (168 * kHour))));
    }
    at_s += weeks * 168 * kHour;
    left -= weeks * week;
  }
  auto hour = static_cast<std::int64_t>(at_s / kHour);
  while (at_s < until_s) {
    const double rate = rate_per_s * profile_[static_cast<std::size_t>((hour + first_hour_) % 168)];
    const double end_s = std::min(until_s, static_cast<double>(hour + 1) * kHour);
    const double here = rate * (end_s - at_s);
    if (left < here) return at_s + left / rate;
    left -= here;
    at_s = end_s;
    ++hour;
  }
  return until_s;
}

}  // namespace suanwang
