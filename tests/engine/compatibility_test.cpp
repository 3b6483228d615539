// Which cards a class is ported to, and the cards that idle for it; each second by hand.

#include <catch2/catch.hpp>

#include "tests/engine/interrupted.hpp"

namespace suanwang {
namespace {

/// A site with 4 cards of each of two makes: pool `pool` of platform cuda with 80 GB, pool `npu` of
/// platform cann with 64 GB.
Scenario two_makes() {
  Scenario s = single_queue(4, "fcfs");
  Pool& gpu = s.sites[0].pools[0];
  gpu.accelerator.id = "gpu";
  gpu.accelerator.platform = "cuda";
  gpu.accelerator.memory_bytes = 80e9;
  Pool npu = gpu;
  npu.id = "npu";
  npu.accelerator.id = "ascend";
  npu.accelerator.platform = "cann";
  npu.accelerator.memory_bytes = 64e9;
  s.sites[0].pools.push_back(npu);
  s.placement.policy = "least-loaded";
  return s;
}

Workload ported(Workload w, std::vector<std::string> runs_on, double memory_bytes = 0) {
  w.runs_on = std::move(runs_on);
  w.memory_bytes = memory_bytes;
  return w;
}

const ClassResult& class_of(const Results& r, const std::string& id) {
  for (const ClassResult& c : r.classes) {
    if (c.id == id) return c;
  }
  throw std::out_of_range(id);
}

}  // namespace

TEST_CASE("compatibility: jobs wait for cards that they are ported to beside others that are free",
          "[compatibility]") {
  // a: 0-1000 on all 4 GPUs. b comes at 100 and asks for 3: it starts at 1000 though 4 other cards
  // are free. `any`, on 2 of those from 300 to 600, leaves 2 of the 3 cards asked for:
  // 3 x 600 + 2 x 300 card-seconds are stranded.
  Scenario s = two_makes();
  s.workloads = {ported(one_job("a", "here", 0, 4, 1000), {"cuda"}),
                 ported(one_job("b", "here", 100, 3, 50), {"cuda"}),
                 one_job("any", "here", 300, 2, 300)};
  for (const char* policy : {"least-loaded", "nearest", "weighted"}) {
    CAPTURE(policy);
    s.placement.policy = policy;
    const Told told = run(s);
    CHECK(told.of("b").started_s == Approx(1000));
    if (told.of("any").started_s > 300) continue;  // it was sent to the queue of the GPUs
    CHECK(class_of(told.results, "b").stranded_card_s == Approx(3 * 600 + 2 * 300));
    CHECK(class_of(told.results, "a").stranded_card_s == 0);
    CHECK(class_of(told.results, "any").stranded_card_s == 0);
  }
  const Told told = run(s);

  // Ported to both, b runs at once on the other make, and nothing is stranded.
  s.placement.policy = "least-loaded";
  s.workloads[1].runs_on = {"cann", "cuda"};
  const Told both = run(s);
  CHECK(both.of("b").started_s == Approx(100));
  CHECK(class_of(both.results, "b").stranded_card_s == 0);
}

TEST_CASE("compatibility: no job of a class is ever on cards that it is not ported to",
          "[compatibility]") {
  // So many jobs of each kind that all cards are busy for long; the cards of each make did no more
  // than what was theirs. By platform and by the name of the card alike.
  for (const char* name : {"cann", "ascend"}) {
    for (const char* policy : {"least-loaded", "nearest", "cheapest", "greenest", "weighted"}) {
      CAPTURE(name, policy);
      Scenario s = two_makes();
      s.placement.policy = policy;
      Workload cuda = one_job("cuda-only", "here", 0, 2, 100);
      cuda.arrivals = ListedArrivals{std::vector<double>(30, 0.0)};
      Workload cann = one_job("cann-only", "here", 0, 1, 100);
      cann.arrivals = ListedArrivals{std::vector<double>(8, 0.0)};
      s.workloads = {ported(cuda, {"cuda"}), ported(cann, {name})};
      const Results r = run(s).results;
      // 30 jobs of 2 on 4 cards: 15 rounds of 100 s; 8 jobs of 1 on 4 cards: 2 rounds.
      CHECK(r.ledger.completed == 38);
      CHECK(r.to_s == Approx(1500));
      // From 200 s on, 4 cards idle that the GPU jobs could not use, and until 1400 s at least 2
      // wait; the last pair of jobs starts then. The others waited 100 s for all the GPUs to be
      // taken: none of those was free.
      CHECK(class_of(r, "cuda-only").stranded_card_s == Approx(4 * 1200));
      CHECK(class_of(r, "cann-only").stranded_card_s == 0);
    }
  }
}

TEST_CASE("compatibility: a card needs the memory that the class asks for", "[compatibility]") {
  // 70 GB only the GPUs have; 64 GB both.
  Scenario s = two_makes();
  s.workloads = {ported(one_job("a", "here", 0, 4, 1000), {}, 70e9),
                 ported(one_job("b", "here", 100, 4, 50), {}, 70e9)};
  CHECK(run(s).of("b").started_s == Approx(1000));
  CHECK(class_of(run(s).results, "b").stranded_card_s == Approx(4 * 900));
  s.workloads[1].memory_bytes = 64e9;
  CHECK(run(s).of("b").started_s == Approx(100));
  // Both bounds hold at once.
  s.workloads[1].runs_on = {"cuda"};
  CHECK(run(s).of("b").started_s == Approx(1000));
}

TEST_CASE("compatibility: who is ported to no card within reach is rejected, and told why",
          "[compatibility]") {
  Scenario s = two_makes();
  s.workloads = {ported(one_job("a", "here", 0, 1, 10), {"rocm"}),
                 ported(one_job("b", "here", 0, 1, 10), {"cann"}, 80e9),
                 ported(one_job("c", "here", 0, 5, 10), {"cann"})};
  const Results r = run(s).results;
  CHECK(r.ledger.rejected == 3);
  const std::string none =
      "no cards within reach of here that it is ported to, with the memory it needs";
  CHECK(class_of(r, "a").first_rejection == none);
  CHECK(class_of(r, "b").first_rejection == none);
  CHECK(class_of(r, "c").first_rejection ==
        "needs 5 cards at once; the largest pool within reach of here has 4");
}

TEST_CASE(
    "compatibility: stranded cards are counted from the end of the warm-up on, class by class",
    "[compatibility]") {
  // Two classes wait for the GPUs from 100 to 1000 with 4 other cards free: each could have used
  // them, so each counts them. The window begins at 400.
  Scenario s = two_makes();
  s.warmup_s = 400;
  s.duration_s = 2000;
  s.workloads = {ported(one_job("a", "here", 0, 4, 1000), {"cuda"}),
                 ported(one_job("b", "here", 100, 2, 50), {"cuda"}),
                 ported(one_job("c", "here", 100, 1, 50), {"cuda"})};
  const Results r = run(s).results;
  CHECK(class_of(r, "b").stranded_card_s == Approx(2 * 600));
  CHECK(class_of(r, "c").stranded_card_s == Approx(1 * 600));
}

}  // namespace suanwang
