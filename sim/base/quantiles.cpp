#include "sim/base/quantiles.hpp"

#include <algorithm>
#include <bit>

namespace suanwang {
namespace {

// A double's exponent and the first seven bits of its mantissa: 128 buckets an octave, from 2^-20 s
// (a microsecond) to 2^44 s.
constexpr int kShift = 52 - 7;
constexpr std::uint64_t kFirst = (std::uint64_t{1023 - 20} << 52) >> kShift;
constexpr std::uint64_t kBuckets = (20 + 44) * 128;

std::size_t bucket_of(double value) {
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(value) >> kShift;
  if (bits < kFirst) return 0;
  return static_cast<std::size_t>(std::min(bits - kFirst, kBuckets - 1));
}

double middle_of(std::size_t bucket) {
  const double low = std::bit_cast<double>((kFirst + bucket) << kShift);
  const double high = std::bit_cast<double>((kFirst + bucket + 1) << kShift);
  return (low + high) / 2;
}

}  // namespace

void Quantiles::count(double value, double weight) {
  if (value <= 0) {
    zero_weight_ += weight;
  } else {
    buckets_[bucket_of(value)] += weight;
  }
}

void Quantiles::count_other(double value, double weight) {
  if (!buckets_.empty()) {
    count(value, weight);
    return;
  }
  exact_.emplace_back(value, weight);
  if (exact_.size() < kExact) return;
  buckets_.assign(kBuckets, 0);
  for (const auto& [v, w] : exact_) count(v, w);
  exact_ = {};
}

double Quantiles::quantile(double share) const {
  const double wanted = share * weight_ * (1 - 1e-12);
  if (weight_ <= 0) return 0;
  if (buckets_.empty()) {
    std::sort(exact_.begin(), exact_.end());
    double below = 0;
    for (const auto& [value, weight] : exact_) {
      below += weight;
      if (below >= wanted) return value;
    }
    return largest_;
  }
  double below = zero_weight_;
  if (below >= wanted) return 0;
  for (std::size_t b = 0; b < buckets_.size(); ++b) {
    below += buckets_[b];
    if (below >= wanted) return std::min(middle_of(b), largest_);
  }
  return largest_;
}

}  // namespace suanwang
