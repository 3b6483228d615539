#include "models/workload/checkpoints.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

namespace suanwang {
namespace {

const std::optional<Checkpoints> kNone;
const std::optional<Checkpoints> kMinutely{{60, 1, 0, 1}};
const std::optional<Checkpoints> kGrowing{{60, 1, 0, 1.5}};

double sum(const RunParts& parts) {
  return parts.saved_s + parts.checkpoint_s + parts.restart_s + parts.lost_s;
}

}  // namespace

TEST_CASE("checkpoints: a planned run stops for each but after the last stretch", "[checkpoints]") {
  CHECK(planned_s(kNone, 600, false) == 600);
  CHECK(planned_s(kNone, 600, true) == 600);
  // 600 s are ten stretches of 60 s: nine checkpoints. One second more begins an eleventh.
  CHECK(planned_s(kMinutely, 600, false) == Approx(609));
  CHECK(planned_s(kMinutely, 601, false) == Approx(611));
  CHECK(planned_s(kMinutely, 60, false) == Approx(60));
  CHECK(planned_s(kMinutely, 0, false) == 0);
  // Stretches of 60, 90, 135, 202.5 s end at 60, 150, 285, 487.5: three of them before 315.
  CHECK(planned_s(kGrowing, 315, false) == Approx(318));
  CHECK(planned_s(kGrowing, 487.5, false) == Approx(490.5));
  // What was saved before has to be loaded first.
  const std::optional<Checkpoints> loads{{60, 1, 20, 1}};
  CHECK(planned_s(loads, 360, false) == Approx(365));
  CHECK(planned_s(loads, 360, true) == Approx(385));
}

TEST_CASE("checkpoints: an interrupted run keeps what its last one saved", "[checkpoints]") {
  // At 300 s the checkpoints at 60 + 1, 122, 183 and 244 s are done and the fifth, at 300 + 4, is
  // not: 240 s of work saved, 4 s of saving, 56 s for nothing. The same task then needs 360 + 5 s,
  // so that with 300 s of repair it is done at 965 s, as OpenDC (revision 691036deb,
  // FailuresAndCheckpointingTest) has it; with stretches that grow by half, at 918 s.
  const RunParts even = interrupted_run(kMinutely, 600, 300, false);
  CHECK(even.saved_s == Approx(240));
  CHECK(even.checkpoint_s == Approx(4));
  CHECK(even.restart_s == 0);
  CHECK(even.lost_s == Approx(56));
  CHECK(600 + planned_s(kMinutely, 600 - even.saved_s, true) == Approx(965));

  const RunParts growing = interrupted_run(kGrowing, 600, 300, false);
  CHECK(growing.saved_s == Approx(285));
  CHECK(growing.checkpoint_s == Approx(3));
  CHECK(growing.lost_s == Approx(12));
  CHECK(600 + planned_s(kGrowing, 600 - growing.saved_s, true) == Approx(918));

  // A checkpoint counts from its last second on: at 60.5 s nothing is saved, at 61 s a minute is.
  CHECK(interrupted_run(kMinutely, 600, 60.5, false).saved_s == 0);
  CHECK(interrupted_run(kMinutely, 600, 60.5, false).lost_s == Approx(60.5));
  CHECK(interrupted_run(kMinutely, 600, 61, false).saved_s == Approx(60));
  // Stopped while it loads: only that was in vain.
  const std::optional<Checkpoints> loads{{60, 1, 20, 1}};
  const RunParts loading = interrupted_run(loads, 600, 15, true);
  CHECK(loading.restart_s == Approx(15));
  CHECK(loading.saved_s + loading.lost_s + loading.checkpoint_s == 0);
  // Without checkpoints all is lost.
  CHECK(interrupted_run(kNone, 600, 300, false).lost_s == 300);
  CHECK(interrupted_run(kNone, 600, 300, false).saved_s == 0);
}

TEST_CASE("checkpoints: a finished run loses nothing", "[checkpoints]") {
  const std::optional<Checkpoints> loads{{60, 1, 20, 1}};
  const RunParts parts = finished_run(loads, 360, true);
  CHECK(parts.saved_s == 360);
  CHECK(parts.checkpoint_s == Approx(5));
  CHECK(parts.restart_s == 20);
  CHECK(parts.lost_s == 0);
  CHECK(finished_run(kNone, 360, true).saved_s == 360);
  CHECK(sum(finished_run(kNone, 360, true)) == 360);
}

TEST_CASE("checkpoints: the parts of a run add up to its length", "[checkpoints]") {
  std::mt19937_64 random(7);
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() >> 11) * 0x1.0p-53;
  };
  for (int i = 0; i < 20'000; ++i) {
    const Checkpoints c{uniform(1, 500), i % 3 ? uniform(0, 50) : 0, i % 4 ? uniform(0, 90) : 0,
                        i % 2 ? 1 : uniform(1, 3)};
    const double work_s = uniform(0, 5000);
    const bool resumed = i % 5 < 2;
    const double planned = planned_s(c, work_s, resumed);
    CHECK(sum(finished_run(c, work_s, resumed)) == Approx(planned).epsilon(1e-12));
    const double elapsed_s = uniform(0, planned);
    const RunParts parts = interrupted_run(c, work_s, elapsed_s, resumed);
    CHECK(sum(parts) == Approx(elapsed_s).epsilon(1e-12).margin(1e-9));
    CHECK(std::min({parts.saved_s, parts.checkpoint_s, parts.restart_s}) >= 0);
    CHECK(parts.lost_s >= -1e-9);
    CHECK(parts.saved_s <= work_s);
    // What is lost lies between two checkpoints, the latter included; the stretches only grow.
    if (c.growth == 1) CHECK(parts.lost_s <= c.interval_s + c.cost_s + 1e-9);
  }
}

TEST_CASE("checkpoints: the least waste is near the interval of Young and Daly", "[checkpoints]") {
  // A long job on a machine that fails at random, on average every 10,000 s; a checkpoint takes 50
  // s. The mean time for a stretch t and its checkpoint is mtbf (exp((t + cost) / mtbf) - 1), so
  // the waste per second of work is that / t - 1; it is least near t = sqrt(2 cost mtbf) = 1000 s.
  // Source: Daly, "A higher order estimate of the optimum checkpoint interval for restart dumps",
  // FGCS 2006, doi:10.1016/j.future.2004.11.016.
  constexpr double kMtbf_s = 10'000, kCost_s = 50, kWork_s = 1e8;
  const auto waste = [&](double interval_s) {
    const std::optional<Checkpoints> c{{interval_s, kCost_s, 0, 1}};
    std::mt19937_64 random(11);
    double total_s = 0;
    for (double left_s = kWork_s;;) {
      const double up_s = -std::log1p(-static_cast<double>(random() >> 11) * 0x1.0p-53) * kMtbf_s;
      const double planned = planned_s(c, left_s, left_s < kWork_s);
      if (planned <= up_s) return (total_s + planned) / kWork_s - 1;
      total_s += up_s;
      left_s -= interrupted_run(c, left_s, up_s, left_s < kWork_s).saved_s;
    }
  };
  const double best = std::sqrt(2 * kCost_s * kMtbf_s);
  CHECK(best == Approx(1000));
  for (const double interval_s : {best / 3, best / 2, best, best * 2, best * 3}) {
    CAPTURE(interval_s);
    const double expected = kMtbf_s * std::expm1((interval_s + kCost_s) / kMtbf_s) / interval_s - 1;
    CHECK(waste(interval_s) == Approx(expected).epsilon(0.03));
    if (interval_s != best) CHECK(waste(interval_s) > waste(best));
  }
}

}  // namespace suanwang
