#include "models/workload/strata.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace suanwang {

TEST_CASE("the value that a distribution exceeds with a given chance", "[workload]") {
  // Half of a lognormal lies above its median; one in 1 / 0.158655 beyond one sigma.
  const Distribution lognormal = Lognormal{100, 2, 5000};
  CHECK(exceeded_by(lognormal, 0.5) == Approx(100));
  CHECK(exceeded_by(lognormal, 0.15865525393) == Approx(100 * std::exp(2.0)));
  CHECK(exceeded_by(lognormal, 1e-9) == 5000);
  // exp(-x / 30) = 0.05 at x = 30 ln 20.
  CHECK(exceeded_by(Exponential{30}, 0.05) == Approx(30 * std::log(20.0)));
  CHECK(exceeded_by(Uniform{2, 10}, 0.25) == Approx(8));
  const Distribution choice = Choice{{{1, 7}, {4, 2}, {8, 1}}};
  CHECK(exceeded_by(choice, 0.05) == 8);
  CHECK(exceeded_by(choice, 0.2) == 4);
  CHECK(exceeded_by(choice, 0.6) == 1);
  CHECK(exceeded_by(Constant{3}, 0.5) == 3);
}

TEST_CASE("the strata of a distribution make up the whole and its mean", "[workload]") {
  // A run time of the catalogue, two thirds of whose sum lies in the longest hundredth; its mean
  // is the closed form's.
  const std::vector<Distribution> all{Lognormal{205, 2.64, 4320000},
                                      Exponential{30},
                                      Exponential{30, 40},
                                      Uniform{2, 10},
                                      Constant{3},
                                      Choice{{{1, 7}, {4, 2}, {8, 1}}}};
  for (const Distribution& distribution : all) {
    double share = 0, sum = 0, before = 0;
    for (const Stratum& stratum : fine_strata(distribution)) {
      CHECK(stratum.value >= before);
      before = stratum.value;
      share += stratum.share;
      sum += stratum.share * stratum.value;
    }
    CHECK(share == Approx(1));
    CHECK(sum == Approx(mean(distribution)));
  }
}

}  // namespace suanwang
