#include "sim/study/paired.hpp"

#include <boost/random/normal_distribution.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/base/random.hpp"
#include "tests/slow_build.hpp"

using namespace suanwang;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();

/// Replications of two systems whose values share most of their noise, as under common random
/// numbers: the baseline's mean is 100, the difference has a standard deviation of 1.
class Study {
 public:
  Study(std::uint32_t number, double difference)
      : random_(5, number, "study", "paired test"), difference_(difference) {}

  void replicate() {
    const double common = 20 * normal_(random_);
    baseline.push_back(100 + common + std::sqrt(0.5) * normal_(random_));
    other.push_back(100 + common + std::sqrt(0.5) * normal_(random_) + difference_);
  }

  bool is_covered(const Interval& interval) const {
    return std::abs(interval.mean - difference_) <= interval.half_width;
  }

  std::vector<double> baseline, other;

 private:
  RandomStream random_;
  boost::random::normal_distribution<double> normal_;
  double difference_;
};

/// Share of studies, stopped where they are settled, whose interval holds the true difference.
struct StoppedStudy {
  double covered = 0;
  double mean_pairs = 0;
};

[[maybe_unused]] StoppedStudy stopped(double difference, double relative_width) {
  constexpr int kStudies = 1000;
  StoppedStudy result;
  for (int number = 0; number < kStudies; ++number) {
    Study study(static_cast<std::uint32_t>(number), difference);
    PairedDifference paired;
    for (std::size_t i = 1; i < kFewestPairs; ++i) study.replicate();
    do {
      study.replicate();
      paired = paired_difference(study.baseline, study.other);
    } while (!is_settled(paired, relative_width));
    result.covered += study.is_covered(paired.difference) ? 1.0 / kStudies : 0;
    result.mean_pairs += static_cast<double>(paired.difference.count) / kStudies;
  }
  return result;
}

}  // namespace

TEST_CASE("paired: half widths in standard errors are the table's t quantiles", "[study]") {
  // Two-sided, from the tables of any textbook: 95 %, and 99 % for 4 degrees of freedom.
  struct Row {
    std::size_t count;
    double confidence, quantile;
  };
  for (const Row& row :
       {Row{2, 0.95, 12.706}, Row{3, 0.95, 4.303}, Row{5, 0.95, 2.776}, Row{10, 0.95, 2.262},
        Row{30, 0.95, 2.045}, Row{121, 0.95, 1.980}, Row{5, 0.99, 4.604}, Row{5, 0.90, 2.132}}) {
    // One 1 among zeros: the mean is 1 / n, the squares add up to 1 - 1 / n, so that the variance
    // is 1 / n and the standard error 1 / n too.
    std::vector<double> values(row.count, 0);
    values.back() = 1;
    const auto n = static_cast<double>(row.count);
    const Interval interval = mean_interval(values, row.confidence);
    CHECK(interval.mean == Approx(1 / n));
    CHECK(interval.half_width * n == Approx(row.quantile).margin(0.0006));
    CHECK(interval.count == row.count);
    CHECK(interval.confidence == row.confidence);
  }
}

TEST_CASE("paired: five pairs by hand", "[study]") {
  // Differences -2, -1, -3, -2, -2: mean -10 / 5 = -2, squares 0 + 1 + 1 + 0 + 0 = 2,
  // variance 2 / 4 = 0.5, standard error sqrt(0.5 / 5) = 0.316228, times 2.776445 = 0.877989.
  const std::vector<double> baseline{12, 15, 11, 14, 13};
  const std::vector<double> other{10, 14, 8, 12, 11};
  const PairedDifference paired = paired_difference(baseline, other);
  CHECK(paired.difference.mean == Approx(-2));
  CHECK(paired.difference.half_width == Approx(0.877989).epsilon(1e-6));
  CHECK(paired.difference.count == 5);
  CHECK(paired.baseline_mean == Approx(13));
  CHECK(paired.other_mean == Approx(11));
  CHECK(paired.is_clear());
  CHECK_FALSE(paired.is_exact());
}

TEST_CASE("paired: a published interval of eight differences", "[study]") {
  // Scores of eight students in a test and its retake; R's t.test gives -43.51131 to 41.01131
  // (University of Missouri-St. Louis, MTH 1320, exercise 10.5.161).
  const std::vector<double> differences{-30, 30, -40, -40, 80, 60, -50, -20};
  const PairedDifference paired = paired_difference(std::vector<double>(8, 0), differences);
  CHECK(paired.difference.mean - paired.difference.half_width == Approx(-43.51131).epsilon(1e-6));
  CHECK(paired.difference.mean + paired.difference.half_width == Approx(41.01131).epsilon(1e-6));
  CHECK_FALSE(paired.is_clear());
}

TEST_CASE("paired: equal values have a half width of exactly 0", "[study]") {
  const std::vector<double> tenths(7, 0.1);
  CHECK(mean_interval(tenths).mean == 0.1);
  CHECK(mean_interval(tenths).half_width == 0);

  const std::vector<double> baseline{3, 5, 8}, other{3.5, 5.5, 8.5};
  const PairedDifference moved = paired_difference(baseline, other);
  CHECK(moved.is_exact());
  CHECK(moved.is_clear());
  CHECK(moved.difference.mean == 0.5);
  const PairedDifference same = paired_difference(baseline, baseline);
  CHECK(same.is_exact());
  CHECK_FALSE(same.is_clear());  // no difference, exactly
  CHECK(same.difference.mean == 0);
}

TEST_CASE("paired: a small spread on a great mean keeps its digits", "[study]") {
  // 0, 1, 2 above 10^15: variance 1. Sums of squares would be 10^30, with 16 digits.
  const Interval interval = mean_interval(std::vector<double>{1e15, 1e15 + 1, 1e15 + 2});
  CHECK(interval.mean == 1e15 + 1);
  CHECK(interval.half_width == Approx(4.302653 / std::sqrt(3.0)).epsilon(1e-6));
}

TEST_CASE("paired: one value, none, unknown and infinite ones", "[study]") {
  CHECK(mean_interval({}).count == 0);
  CHECK(mean_interval({}).half_width == kInfinite);
  const std::vector<double> one{4};
  CHECK(mean_interval(one).mean == 4);
  CHECK(mean_interval(one).half_width == kInfinite);
  CHECK_FALSE(paired_difference(one, one).is_clear());
  CHECK_FALSE(paired_difference(one, one).is_exact());

  // The pairs (1, 2) and (3, 5) are left: differences 1 and 2, means 2 and 3.5.
  const PairedDifference paired =
      paired_difference(std::vector<double>{1, kNaN, 3, 9}, std::vector<double>{2, 7, 5, kNaN});
  CHECK(paired.difference.count == 2);
  CHECK(paired.difference.mean == 1.5);
  CHECK(paired.baseline_mean == 2);
  CHECK(paired.other_mean == 3.5);

  const std::vector<double> finite(12, 1), infinite(12, kInfinite);
  CHECK_FALSE(paired_difference(finite, infinite).is_clear());
  CHECK_FALSE(is_settled(paired_difference(finite, infinite), 1));
  CHECK(paired_difference(infinite, infinite).difference.mean == 0);
}

TEST_CASE("paired: of 1,000 studies 95 % hold the true difference", "[study]") {
  int covered = 0, clear = 0;
  double paired_width = 0, unpaired_width = 0;
  for (std::uint32_t number = 0; number < 1000; ++number) {
    Study study(number, 2);
    for (int i = 0; i < 10; ++i) study.replicate();
    const PairedDifference paired = paired_difference(study.baseline, study.other);
    covered += study.is_covered(paired.difference);
    clear += paired.is_clear();
    paired_width += paired.difference.half_width / 1000;
    unpaired_width += mean_interval(study.other).half_width / 1000;
  }
  CHECK(covered >= 930);
  CHECK(covered <= 970);
  // Ten pairs tell a difference of 2 standard deviations nearly always.
  CHECK(clear >= 995);
  // The noise of 20 that both share is gone: a standard deviation of 1 is estimated
  // as 0.973 on average from ten, so 0.973 2.262 / sqrt(10) = 0.696 against 20 times as much.
  CHECK(paired_width == Approx(0.696).margin(0.02));
  CHECK(unpaired_width > 15 * paired_width);
}

TEST_CASE("paired: is settled where precise or decided, not below ten pairs", "[study]") {
  PairedDifference paired;
  paired.baseline_mean = -200;
  paired.difference = {0.5, 1.6, 16, 0.95};
  // 1 % of 200 is 2; 1.6 sqrt(1 + 4 / 16) = 1.79.
  CHECK(is_settled(paired, 0.01));
  CHECK_FALSE(is_settled(paired, 0.008));  // would have to be 1.6 or less
  paired.difference.count = 9;
  CHECK_FALSE(is_settled(paired, 0.01));

  // Ten pairs: Abramowitz and Stegun 26.7.3 for 9 degrees of freedom, with x = atan(t / 3), is
  // 1 - 2 / pi (x + sin x (cos x + 2/3 cos^3 x + 8/15 cos^5 x + 16/35 cos^7 x)); it is the error
  // 0.002 / 90 at t = 7.996 and 0.05 at t = 2.262: 0 is to be 3.535 half widths away.
  paired.difference = {3.52, 1, 10, 0.95};
  CHECK_FALSE(is_settled(paired, 0));
  paired.difference.mean = -3.54;
  CHECK(is_settled(paired, 0));

  paired.difference = {0, 0, 10, 0.95};  // nothing random in it
  CHECK(is_settled(paired, 0));
}

#ifndef SUANWANG_SLOW_BUILD  // some 300,000 looks
TEST_CASE("paired: studies stopped where settled still hold the true difference in 92 %",
          "[study]") {
  // The difference is in standard deviations, as is the width: 0.4 % of 100 is 0.4 of them. With
  // 4,000 to 20,000 studies for each of 64 such rows 92.7 % was the lowest, at 0.3 and 0.001; from
  // five pairs on, without the four more and with an error of 0.05 / (n (n - 1)), it was 90.3 %.
  struct Row {
    double difference, relative_width;
  };
  for (const Row& row :
       {Row{0.7, 0.002}, Row{0, 0.004}, Row{0.7, 0.004}, Row{1, 0.004}, Row{3, 0.004}}) {
    const StoppedStudy study = stopped(row.difference, row.relative_width);
    CAPTURE(row.difference, row.relative_width, study.mean_pairs, study.covered);
    CHECK(study.covered >= 0.92);
    CHECK(study.covered <= 0.97);
  }
}

TEST_CASE("paired: a difference that is not there is not decided, however often one looks",
          "[study]") {
  int decided = 0, once_clear = 0;
  for (std::uint32_t number = 0; number < 1000; ++number) {
    Study study(number, 0);
    bool clear = false;
    for (std::size_t pairs = 1; pairs <= 60; ++pairs) {
      study.replicate();
      if (pairs < kFewestPairs) continue;
      const PairedDifference paired = paired_difference(study.baseline, study.other);
      decided += is_settled(paired, 0);
      clear |= paired.is_clear();
    }
    once_clear += clear;
  }
  CHECK(decided == 0);
  CHECK(once_clear >
        150);  // what stopping at the first clear 95 % interval would have taken for one
}
#endif
