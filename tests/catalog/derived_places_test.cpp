#include <catch2/catch.hpp>

#include "tests/catalog/catalogue_rows.hpp"

// Works out again what the catalogue derives of sites, demand, routes and power from its own
// figures by the rules in its headers.

namespace suanwang {
using namespace catalogue_rows;

TEST_CASE("catalogue: regional sites share by GDP what the clusters leave of 788 EFLOPS",
          "[catalog]") {
  // 788 EFLOPS / 0.00032 = 2,462,500 cards; each site is rounded to a whole card, so 41 sites
  // can be off by 20.
  double clusters = 0;
  for (const auto& site : rows("sites")) {
    if (is_cluster(site)) clusters += number(site["data"]["eflops"]);
  }
  CHECK(clusters == Approx(551.6));

  double national_gdp = 0;
  for (const auto& region : rows("regions")) national_gdp += number(region["data"]["gdp_trn_cny"]);

  double total = 0;
  for (const auto& site : rows("sites")) {
    INFO("site " << id_of(site));
    const double listed = number(site["data"]["eflops"]);
    double eflops = listed;
    if (!is_cluster(site)) {
      eflops = (kNationalEflops - clusters) * gdp(text(site["region"])) / national_gdp;
      CHECK(listed == Approx(eflops).epsilon(5e-4));  // printed with four digits
    }
    CHECK(cards_of(site) == Approx(eflops / kEflopsPerCard).margin(0.51));
    total += eflops;
  }
  CHECK(total == Approx(kNationalEflops));
  CHECK(national_cards() == Approx(2462500).margin(20));
}

TEST_CASE("catalogue: storage is 2 PB for 1,000 cards, rounded up", "[catalog]") {
  for (const auto& site : rows("sites")) {
    INFO("site " << id_of(site));
    CHECK(in("PB", site["storage"]) == std::ceil(cards_of(site) * 2 / 1000));
  }
}

TEST_CASE("catalogue: sites take PUE, price and carbon from hub and province", "[catalog]") {
  const auto carbon = [](const std::string& region) {
    return in("g/kWh", row("carbon", region)["intensity"]);
  };
  for (const auto& site : rows("sites")) {
    INFO("site " << id_of(site));
    const auto& power = site["power"];
    const auto region = text(site["region"]);
    const double price = in("CNY/kWh", power["price"]);
    if (is_cluster(site)) {
      CHECK(number(power["pue"]["mean"]) ==
            number(row("hubs", text(site["hub"]))["data"]["target_pue"]));
      CHECK(text(power["pue"]["climate"]) == id_of(site));
      CHECK(price > 0.3);
      CHECK(price < 0.8);
    } else {
      CHECK(number(power["pue"]["mean"]) == 1.42);
      CHECK(text(power["pue"]["climate"]) == region);
      CHECK(price == number(row("regions", region)["data"]["industrial_price_cny_per_kwh"]));
    }
    // The demonstration zone lies in three provinces: (584.9 + 597.8 + 515.3) / 3 = 566.
    const double expected = id_of(site) == "yangtze-demo"
                                ? (carbon("shanghai") + carbon("jiangsu") + carbon("zhejiang")) / 3
                                : carbon(region);
    CHECK(in("g/kWh", power["carbon"]) == Approx(expected));
    if (power["green"]) CHECK((number(power["green"]) > 0 && number(power["green"]) < 1));
  }
}

TEST_CASE("catalogue: demand weights are GDP squared over population", "[catalog]") {
  std::map<std::string, double> digital, people;
  double digital_sum = 0, people_sum = 0;
  for (const auto& region : rows("regions")) {
    const double population = number(region["data"]["population_m"]);
    digital[id_of(region)] = std::pow(gdp(id_of(region)), 2) / population;
    people[id_of(region)] = population;
    digital_sum += digital[id_of(region)];
    people_sum += population;
  }
  const auto check = [](const YAML::Node& weights, const std::map<std::string, double>& raw,
                        double sum) {
    CHECK(weights.size() == raw.size());
    double total = 0;
    for (const auto& [region, value] : raw) {
      INFO("region " << region);
      CHECK(number(weights[region]) == Approx(value / sum).margin(1e-8));
      total += number(weights[region]);
    }
    CHECK(total == Approx(1).margin(1e-6));
  };
  check(row("demand", "gdp-digital")["weights"], digital, digital_sum);
  check(row("demand", "population")["weights"], people, people_sum);
}

TEST_CASE("catalogue: with local sites only, demand and capacity meet as foreseen", "[catalog]") {
  // Fujian: 0.36 x 0.05416 x 788 = 15.36 EFLOPS asked for; its site has 10.19: 1.51.
  CHECK(demand_over_own_cards({"fujian"}) == Approx(1.51).margin(0.01));
  CHECK(demand_over_own_cards({"hubei"}) == Approx(1.13).margin(0.01));
  CHECK(demand_over_own_cards({"shandong"}) == Approx(1.07).margin(0.01));
  CHECK(demand_over_own_cards({"shaanxi"}) == Approx(0.98).margin(0.01));
  CHECK(demand_over_own_cards(regions_of_hub("greater-bay-area")) == Approx(0.96).margin(0.01));
  CHECK(demand_over_own_cards(regions_of_hub("yangtze-delta")) == Approx(0.92).margin(0.01));
  CHECK(demand_over_own_cards(regions_of_hub("chengdu-chongqing")) == Approx(0.46).margin(0.01));
  CHECK(demand_over_own_cards(regions_of_hub("beijing-tianjin-hebei")) ==
        Approx(0.14).margin(0.01));
  for (const auto& hub : {"guizhou", "inner-mongolia", "gansu", "ningxia"}) {
    CHECK(demand_over_own_cards(regions_of_hub(hub)) < 0.1);
  }
}

TEST_CASE("catalogue: with local sites only, 35 % of the nation's cards are busy at most",
          "[catalog]") {
  // Where demand exceeds the own cards, the rest waits: Fujian, Hubei and Shandong lose 24,000 of
  // 886,500.
  std::set<std::set<std::string>> groups;
  for (const auto& hub : ids("hubs")) groups.insert(regions_of_hub(hub));
  for (const auto& region : rows("regions")) {
    if (!region["hub"]) groups.insert({id_of(region)});
  }
  double busy = 0;
  for (const auto& group : groups) {
    double demand = 0;
    for (const auto& region : group) demand += kDemandLevel * weight(region);
    const double ratio = demand_over_own_cards(group);
    busy += demand * std::min(1.0, 1 / ratio);
  }
  CHECK(busy == Approx(0.35).margin(0.002));
}

TEST_CASE(
    "catalogue: links have 0.15 of the design capacity, 5 us per km, 0.01 CNY/GB per 1,000 km, "
    "and 0.38 Wh/GB with as much again for 1,000 km",
    "[catalog]") {
  // Beijing-Tianjin: 64 x 0.15 = 9.6 Tbps; 170.4 x 0.005 + 0.2 = 1.052 ms; 170.4 x 1e-5 = 0.001704
  // CNY/GB; 0.38 x 1.1704 = 0.4448 Wh/GB.
  double design = 0, usable = 0;
  for (const auto& link : rows("links")) {
    INFO("link " << id_of(link));
    const double tbps = number(link["data"]["design_tbps"]);
    const double km = number(link["data"]["fibre_km"]);
    CHECK(in("Tbps", link["capacity"]) == Approx(tbps * kUsableShare));
    CHECK(in("ms", link["latency"]) ==
          Approx(km * 0.005 + 0.2).margin(0.0011));  // km printed with one digit
    CHECK(in("CNY/GB", link["price"]) == Approx(km * kCnyPerGbAndKm).margin(6e-7));
    CHECK(in("Wh/GB", link["energy"]) == Approx(0.38 * (1 + km / 1000)).margin(6e-5));
    CHECK(id_of(link) == text(link["between"][0]) + "-" + text(link["between"][1]));
    design += tbps;
    usable += in("Tbps", link["capacity"]);
  }
  CHECK(design == 4976);
  CHECK(usable == Approx(751).margin(5));  // configured between hub cities, 2024Q1
}

TEST_CASE("catalogue: the routes join all 42 nodes and reach each cluster twice", "[catalog]") {
  std::map<std::string, std::set<std::string>> next;
  for (const auto& link : rows("links")) {
    const auto a = text(link["between"][0]), b = text(link["between"][1]);
    CHECK(next[a].insert(b).second);
    CHECK(next[b].insert(a).second);
  }
  std::set<std::string> nodes = ids("regions");
  nodes.merge(ids("relays"));
  for (const auto& site : rows("sites")) {
    if (!is_cluster(site)) continue;
    nodes.insert(id_of(site));
    INFO("cluster " << id_of(site));
    CHECK(next[id_of(site)].size() >= 2);
  }
  CHECK(nodes.size() == 42);

  std::set<std::string> reached;
  std::vector<std::string> open{"beijing"};
  while (!open.empty()) {
    const auto node = open.back();
    open.pop_back();
    if (!reached.insert(node).second) continue;
    open.insert(open.end(), next[node].begin(), next[node].end());
  }
  CHECK(reached == nodes);
}

TEST_CASE("catalogue: a tariff has each month once, with 24 hours around the flat price",
          "[catalog]") {
  for (const auto& tariff : rows("tariffs")) {
    INFO("tariff " << id_of(tariff));
    std::multiset<int> months;
    for (const auto& season : tariff["seasons"]) {
      for (const auto& month : season["months"]) months.insert(month.as<int>());
      const auto multiplier = season["multiplier"].as<std::vector<double>>();
      CHECK(multiplier.size() == 24);
      CHECK(*std::min_element(multiplier.begin(), multiplier.end()) > 0);
      CHECK(*std::min_element(multiplier.begin(), multiplier.end()) < 1);
      CHECK(*std::max_element(multiplier.begin(), multiplier.end()) > 1);
      CHECK(*std::max_element(multiplier.begin(), multiplier.end()) < 2.2);
    }
    CHECK(months == std::multiset<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  }
}

TEST_CASE("catalogue: temperatures are twelve months with the warmest in summer", "[catalog]") {
  for (const auto& station : rows("climate")) {
    INFO("station " << id_of(station));
    const auto months = station["months"].as<std::vector<double>>();
    REQUIRE(months.size() == 12);
    const auto warmest = std::max_element(months.begin(), months.end()) - months.begin() + 1;
    CHECK(warmest >= 6);
    CHECK(warmest <= 8);
    // A day in a humid place by the sea spans some 6 K, on the high plateau 15.
    CHECK(in("K", station["day_range"]) >= 6);
    CHECK(in("K", station["day_range"]) <= 15);
  }
}

TEST_CASE("catalogue: heat makes cooling dearer", "[catalog]") {
  for (const auto& cooling : rows("cooling")) {
    INFO("cooling " << id_of(cooling));
    const auto& plant = cooling["plant"];
    CHECK(in("C", plant["free_below"]) < in("C", plant["chillers_above"]));
    CHECK(in("C", plant["chillers_above"]) < in("C", plant["worst_above"]));
    CHECK(number(plant["at_chillers"]) > 1);
    CHECK(number(plant["at_worst"]) > number(plant["at_chillers"]));
    CHECK(in("%", plant["fixed"]) > 0);
    CHECK(in("%", plant["fixed"]) < 50);
    CHECK(in("%", plant["load"]) == 60);
  }
}

TEST_CASE("catalogue: a card draws its share of the server", "[catalog]") {
  // Ascend 910B: 4.2 kW / 8 = 525 W busy; 0.27 x 5.6 kW / 8 = 189 W idle.
  for (const auto& card : rows("accelerators")) {
    INFO("card " << id_of(card));
    const auto& server = card["data"];
    const double cards = number(server["cards_per_server"]);
    CHECK(in("W", card["busy"]) == Approx(1000 * number(server["server_typical_kw"]) / cards));
    CHECK(in("W", card["idle"]) == Approx(1000 * number(server["idle_fraction"]) *
                                          number(server["server_peak_kw"]) / cards));
    CHECK(number(card["achieved"]) == 0.4);
    CHECK(in("TFLOPS", card["peak"]) > 0);
    CHECK(in("GB", card["memory"]) > 0);
  }
  CHECK(in("TFLOPS", row("accelerators", "ascend-910b")["peak"]) == Approx(kEflopsPerCard * 1e6));
}

}  // namespace suanwang
