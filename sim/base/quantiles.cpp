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
  static_assert(kBuckets == kOctaves * kBucketsOfOctave);
  count_in(bucket_of(value), weight);
}

void Quantiles::count_in(std::size_t bucket, double weight) {
  std::uint8_t& place = place_of_[bucket / kBucketsOfOctave];
  if (place == 0) {
    buckets_.resize(buckets_.size() + kBucketsOfOctave, 0);
    place = static_cast<std::uint8_t>(buckets_.size() / kBucketsOfOctave);
  }
  buckets_[(place - 1u) * kBucketsOfOctave + bucket % kBucketsOfOctave] += weight;
}

// A value above 0.
void Quantiles::add_other(double value, double weight) {
  if (is_exact()) {
    exact_.emplace_back(value, weight);
  } else {
    count(value, weight);
  }
}

void Quantiles::leave_exact() {
  for (const auto& [value, weight] : exact_) count(value, weight);
  exact_ = {};
}

void Quantiles::merge(const Quantiles& other) {
  const bool was_exact = is_exact();
  others_ += other.others_;
  other_weight_ += other.other_weight_;
  sum_ += other.sum_;
  zero_weight_ += other.zero_weight_;
  largest_ = std::max(largest_, other.largest_);
  exact_.insert(exact_.end(), other.exact_.begin(), other.exact_.end());
  if (is_exact()) return;
  if (was_exact || !exact_.empty()) leave_exact();
  for (std::size_t octave = 0; octave < kOctaves; ++octave) {
    if (other.place_of_[octave] == 0) continue;
    const double* weights = &other.buckets_[(other.place_of_[octave] - 1u) * kBucketsOfOctave];
    for (std::size_t b = 0; b < kBucketsOfOctave; ++b) {
      if (weights[b] > 0) count_in(octave * kBucketsOfOctave + b, weights[b]);
    }
  }
}

double Quantiles::quantile(double share) const {
  const double wanted = share * weight() * (1 - 1e-12);
  if (weight() <= 0) return 0;
  double below = zero_weight_;
  if (zero_weight_ > 0 && below >= wanted) return 0;
  if (is_exact()) {
    std::sort(exact_.begin(), exact_.end());
    for (const auto& [value, weight] : exact_) {
      below += weight;
      if (below >= wanted) return value;
    }
    return largest_;
  }
  for (std::size_t octave = 0; octave < kOctaves; ++octave) {
    if (place_of_[octave] == 0) continue;
    const double* weights = &buckets_[(place_of_[octave] - 1u) * kBucketsOfOctave];
    for (std::size_t b = 0; b < kBucketsOfOctave; ++b) {
      below += weights[b];
      if (below >= wanted) return std::min(middle_of(octave * kBucketsOfOctave + b), largest_);
    }
  }
  return largest_;
}

}  // namespace suanwang
