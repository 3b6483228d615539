#include <catch2/catch.hpp>

#include "tests/catalog/catalogue_rows.hpp"

// Works out again what the catalogue derives of jobs and services from its own figures by the rules
// in its headers.

namespace suanwang {
using namespace catalogue_rows;

TEST_CASE("catalogue: the rate of a class is its share of the demand over its mean job",
          "[catalog]") {
  double shares = number(rows("services")[0]["data"]["share_of_demand"]);
  for (const auto& workload : rows("workloads")) {
    INFO("class " << id_of(workload));
    const auto sizes = choice(workload["accelerators"]);
    double probability = 0;
    for (const auto& [cards, p] : sizes.values) probability += p;
    CHECK(probability == Approx(1));

    const auto& data = workload["data"];
    const double cards = mean(sizes);
    const double run_h = mean(lognormal(workload["runtime"], hours));
    CHECK(number(data["mean_cards"]) == Approx(cards).epsilon(1e-3));
    CHECK(number(data["mean_runtime_h"]) == Approx(run_h).epsilon(1e-3));

    const double share = number(data["share_of_demand"]);
    const double expected = kDemandLevel * national_cards() * share / (cards * run_h);
    const auto rate = text(workload["arrivals"]["poisson"]);
    CHECK(std::stod(rate) == Approx(expected).epsilon(1e-5));
    CHECK(rate.substr(rate.find(' ')) == " per h");
    shares += share;
  }
  CHECK(shares == Approx(1));
}

TEST_CASE("catalogue: half the jobs of a class have its median size or less", "[catalog]") {
  const std::map<std::string, double> medians{
      {"llm-pretrain", 1024}, {"llm-finetune", 16}, {"llm-eval", 4},    {"dl-train", 1},
      {"batch-inference", 4}, {"rendering", 32},    {"ai-science", 64}, {"genomics", 1}};
  for (const auto& [id, median] : medians) {
    INFO("class " << id);
    double below = 0, up_to = 0;
    for (const auto& [cards, p] : choice(row("workloads", id)["accelerators"]).values) {
      if (cards < median) below += p;
      if (cards <= median) up_to += p;
    }
    CHECK(below < 0.5);
    CHECK(up_to >= 0.5);
  }
}

TEST_CASE("catalogue: 150,000 to 165,000 jobs come an hour, and never fewer than 110,000",
          "[catalog]") {
  std::array<std::vector<double>, 2> total{std::vector<double>(24), std::vector<double>(24)};
  for (const auto& workload : rows("workloads")) {
    const auto rates = hourly_rate(workload);
    for (std::size_t day = 0; day < 2; ++day) {
      for (std::size_t hour = 0; hour < 24; ++hour) total[day][hour] += rates[day][hour];
    }
  }
  double week = 0;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    INFO("hour " << hour);
    for (const auto& day : total) {
      CHECK(day[hour] > 110000);
      CHECK(day[hour] < 240000);
    }
    week += (5 * total[0][hour] + 2 * total[1][hour]) / 168;
  }
  CHECK(week > 150000);
  CHECK(week < 165000);
}

TEST_CASE("catalogue: with every job away from home, 70 to 90 Tbps are under way", "[catalog]") {
  // Bits an hour of what moves in and out; four in five data sets are already at the site.
  constexpr double kHits = 0.8;
  double tbps = 0;
  for (const auto& workload : rows("workloads")) {
    const auto& input = workload["input"];
    double in_gb = 0;
    if (input["datasets"]) {
      in_gb = mean(lognormal(input["size"], gigabytes)) * (1 - kHits * number(input["reuse"]));
    } else {
      in_gb = mean(lognormal(input, gigabytes));
    }
    const double out_gb = mean(lognormal(workload["output"], gigabytes));
    tbps += std::stod(text(workload["arrivals"]["poisson"])) * (in_gb + out_gb) * 8e9 / 3600 / 1e12;
  }
  CHECK(tbps > 70);
  CHECK(tbps < 90);
}

TEST_CASE("catalogue: service tiers share the demand for inference and double the one-way bound",
          "[catalog]") {
  // chat-20ms: 0.36 x 2,462,505 x 0.17 x 0.30 = 45,212 cards on average over the day.
  double tiers = 0;
  for (const auto& service : rows("services")) {
    INFO("service " << id_of(service));
    const auto& data = service["data"];
    const auto day = service["day"].as<std::vector<double>>();
    REQUIRE(day.size() == 24);
    CHECK(*std::max_element(day.begin(), day.end()) == 1);
    const double day_mean = std::accumulate(day.begin(), day.end(), 0.0) / 24;
    const double expected = kDemandLevel * national_cards() * number(data["share_of_demand"]) *
                            number(data["tier_share"]);
    CHECK(number(service["cards"]) * day_mean == Approx(expected).margin(1));
    CHECK(in("ms", service["latency"]) == 2 * number(data["one_way_bound_ms"]));
    tiers += number(data["tier_share"]);
  }
  CHECK(tiers == Approx(1));
}

}  // namespace suanwang
