#include "sim/web/hours_view.hpp"

#include <nlohmann/json.hpp>

#include "sim/web/run_view.hpp"
#include "tests/web/samples.hpp"

namespace suanwang {
namespace {

/// Two sites of 100 and 300 cards and a link of 8 Gbps; one hour of warm-up.
Scenario two_sites() {
  Scenario scenario;
  scenario.warmup_s = 3600;
  for (const std::int64_t cards : {100, 300}) {
    Site site;
    site.id = cards == 100 ? "a" : "b";
    Pool pool;
    pool.count = cards;
    site.pools = {pool};
    scenario.sites.push_back(site);
  }
  Link link;
  link.id = "a-b";
  link.capacity_bps = 8e9;
  scenario.links = {link};
  return scenario;
}

nlohmann::json written(const HoursView& hours) {
  JsonText json;
  hours.write(json);
  return nlohmann::json::parse(json.text());
}

/// Told of an hour: 50 of 100 cards busy, 150 of 300, each for the whole of it.
void tell(HoursView& hours, std::int64_t hour, double length_s) {
  std::vector<SiteHour> sites(2);
  sites[0].batch_card_s = 30 * length_s;
  sites[0].service_card_s = 20 * length_s;
  sites[0].waiting_card_s = 250 * length_s;
  sites[0].energy.kwh = 12.3456;
  sites[1].batch_card_s = 150 * length_s;
  sites[1].energy.energy_cny = 7;
  sites[0].energy.green_kwh = 5;
  sites[1].energy.green_kwh = 1;
  std::vector<LinkHour> links(1);
  links[0].forward_bits = 2e9 * length_s;
  links[0].backward_bits = 1e6 * length_s;
  hours.on_hour({hour, length_s, sites, links});
}

}  // namespace

TEST_CASE("hours view: shares in thousandths, without the warm-up", "[web]") {
  const Scenario scenario = two_sites();
  HoursView hours(scenario);
  tell(hours, 0, 3600);
  CHECK(written(hours).is_null());
  tell(hours, 1, 3600);
  tell(hours, 2, 900);
  const auto json = written(hours);
  CHECK(json["from_s"] == 3600);
  CHECK(json["length_s"] == std::vector<double>{3600, 900});
  CHECK(json["site_use"] == std::vector<std::vector<int>>{{500, 500}, {500, 500}});
  CHECK(json["site_waiting"] == std::vector<std::vector<int>>{{2500, 2500}, {0, 0}});
  CHECK(json["site_down"].is_null());
  CHECK(json["site_kwh"][0][0] == Approx(12.346));  // small figures keep three decimals
  CHECK(json["link_forward"] == std::vector<std::vector<int>>{{250, 250}});  // 2 of 8 Gbps
  CHECK(json["link_backward"] == std::vector<std::vector<int>>{{0, 0}});
  CHECK(json["link_down"].is_null());
  CHECK(json["nation"]["busy_card_h"] == std::vector<double>{200, 50});
  CHECK(json["nation"]["green_kwh"] == std::vector<double>{6, 6});
  CHECK(json["nation"]["energy_cny"] == std::vector<double>{7, 7});
  // (2e9 + 1e6) bit/s for an hour, in bytes.
  CHECK(json["nation"]["carried_bytes"][0] == Approx(2.001e9 * 3600 / 8));
}

TEST_CASE("hours view: what was down has shares of its own", "[web]") {
  const Scenario scenario = two_sites();
  HoursView hours(scenario);
  std::vector<SiteHour> sites(2);
  sites[1].down_card_s = 30 * 3600;
  std::vector<LinkHour> links(1);
  links[0].down_s = 1800;
  hours.on_hour({1, 3600, sites, links});
  const auto json = written(hours);
  CHECK(json["site_down"] == std::vector<std::vector<int>>{{0}, {100}});
  CHECK(json["link_down"] == std::vector<std::vector<int>>{{500}});
}

TEST_CASE("hours view: a run too long for it has none, whatever comes after", "[web]") {
  const Scenario scenario = two_sites();
  // An hour takes 4 numbers a site, 3 a link and 7 of the nation: 18.
  HoursView hours(scenario, 36);
  tell(hours, 1, 3600);
  tell(hours, 2, 3600);
  CHECK(written(hours)["length_s"].size() == 2);
  tell(hours, 3, 3600);
  CHECK(written(hours).is_null());
  tell(hours, 4, 3600);
  CHECK(written(hours).is_null());
}

TEST_CASE("hours view: kept while a run goes on or after it, it is the same", "[web]") {
  const Scenario scenario =
      web_samples::scenario_of("fibre-cut", {{"duration", "60 h"}, {"demand", "0.05"}});
  HoursView hours(scenario);
  RunOptions options;
  options.hours = &hours;
  const Results results = simulate(scenario, options);
  CHECK(run_view(scenario, results, {&hours}) == run_view(scenario, results));
  const auto view = nlohmann::json::parse(run_view(scenario, results));
  const double measured_h = (results.to_s - results.from_s) / 3600;
  CHECK(view["hours"]["length_s"].size() == static_cast<std::size_t>(std::ceil(measured_h)));
}

}  // namespace suanwang
