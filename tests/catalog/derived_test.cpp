#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cctype>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "models/workload/distribution.hpp"

// Works out again what the catalogue derives from its own figures by the rules in its headers, and
// checks that its tables fit together. Reads the files as they are, without the program's reader.

namespace suanwang {
namespace {

constexpr double kNationalEflops = 788;     // CAICT and MIIT, mid 2025, dense FP16
constexpr double kEflopsPerCard = 0.00032;  // Ascend 910B
constexpr double kDemandLevel = 0.36;       // of the national cards
constexpr double kUsableShare = 0.15;       // of a fibre
constexpr double kCnyPerGbAndKm = 0.01 / 1000;

const std::vector<std::string> kTables{"hubs",      "regions",  "relays", "sites",        "links",
                                       "tariffs",   "climate",  "carbon", "accelerators", "demand",
                                       "workloads", "services", "cities"};

/// A file of the catalogue, read once.
const YAML::Node& file(const std::string& name) {
  static std::map<std::string, YAML::Node> files;
  auto found = files.find(name);
  if (found == files.end()) {
    const auto path = std::string(SUANWANG_SOURCE_DIR) + "/models/catalog/" + name + ".yaml";
    found = files.emplace(name, YAML::LoadFile(path)).first;
  }
  return found->second;
}

std::vector<YAML::Node> rows(const std::string& table) {
  std::vector<YAML::Node> list;
  for (const auto& row : file(table)["rows"]) list.push_back(row);
  return list;
}

std::string text(const YAML::Node& node) { return node.as<std::string>(); }
double number(const YAML::Node& node) { return node.as<double>(); }
std::string id_of(const YAML::Node& row) { return text(row["id"]); }

YAML::Node row(const std::string& table, const std::string& id) {
  for (const auto& r : rows(table)) {
    if (id_of(r) == id) return r;
  }
  FAIL("no row " << id << " in " << table);
  return {};
}

std::set<std::string> ids(const std::string& table) {
  std::set<std::string> all;
  for (const auto& r : rows(table)) all.insert(id_of(r));
  return all;
}

/// The number of "9.6 Tbps", whose unit must be `unit`.
double in(const std::string& unit, const YAML::Node& node) {
  std::istringstream words(text(node));
  double value = 0;
  std::string found;
  words >> value >> found;
  INFO("in \"" << text(node) << "\"");
  CHECK(found == unit);
  return value;
}

/// The number of "200 GB" or "5 TB" in GB.
double gigabytes(const YAML::Node& node) {
  return text(node).find("TB") == std::string::npos ? in("GB", node) : in("TB", node) * 1000;
}

double hours(const YAML::Node& node) { return in("h", node); }

template <class Unit>
Lognormal lognormal(const YAML::Node& node, Unit unit) {
  const auto& d = node["lognormal"];
  return {unit(d["median"]), number(d["sigma"]), unit(d["max"])};
}

Choice choice(const YAML::Node& node) {
  std::map<double, double> weights;
  for (const auto& pair : node["choice"]) weights[number(pair.first)] = number(pair.second);
  return {{weights.begin(), weights.end()}};
}

double cards_of(const YAML::Node& site) { return number(site["pools"][0]["count"]); }

double national_cards() {
  double sum = 0;
  for (const auto& site : rows("sites")) sum += cards_of(site);
  return sum;
}

bool is_cluster(const YAML::Node& site) { return bool(site["cluster"]); }

double gdp(const std::string& region) {
  return number(row("regions", region)["data"]["gdp_trn_cny"]);
}

double weight(const std::string& region) {
  return number(row("demand", "gdp-digital")["weights"][region]);
}

/// Demand of some regions over the cards of all sites that stand in them.
double demand_over_own_cards(const std::set<std::string>& regions) {
  double demand = 0;
  for (const auto& region : regions) demand += kDemandLevel * national_cards() * weight(region);
  double cards = 0;
  for (const auto& site : rows("sites")) {
    if (regions.count(text(site["region"]))) cards += cards_of(site);
  }
  return demand / cards;
}

std::set<std::string> regions_of_hub(const std::string& hub) {
  std::set<std::string> regions;
  for (const auto& region : rows("regions")) {
    if (region["hub"] && text(region["hub"]) == hub) regions.insert(id_of(region));
  }
  return regions;
}

/// Jobs an hour of a class at each hour of a weekday, then of a weekend day.
std::array<std::vector<double>, 2> hourly_rate(const YAML::Node& workload) {
  const auto& arrivals = workload["arrivals"];
  std::istringstream words(text(arrivals["poisson"]));
  double rate = 0;
  words >> rate;
  if (!arrivals["profile"]) return {std::vector<double>(24, rate), std::vector<double>(24, rate)};
  const auto day = arrivals["profile"]["day"].as<std::vector<double>>();
  const double weekend = number(arrivals["profile"]["weekend"]);
  const double mean = std::accumulate(day.begin(), day.end(), 0.0) / 24 * (5 + 2 * weekend) / 7;
  std::array<std::vector<double>, 2> rates;
  for (const double d : day) {
    rates[0].push_back(rate * d / mean);
    rates[1].push_back(rate * d * weekend / mean);
  }
  return rates;
}

TEST_CASE("catalogue: every row says where it comes from and how sure it is", "[catalog]") {
  const std::set<std::string> words{"high", "med", "low", "estimate"};
  for (const auto& table : kTables) {
    CHECK(text(file(table)["table"]) == table);
    CHECK(file(table)["title"]["en"]);
    CHECK(file(table)["title"]["zh"]);
    std::set<std::string> seen;
    for (const auto& r : rows(table)) {
      INFO(table << ", row " << id_of(r));
      CHECK(seen.insert(id_of(r)).second);
      REQUIRE(r["confidence"]);
      CHECK(words.count(text(r["confidence"])) == 1);
      REQUIRE(r["source"].IsSequence());
      CHECK(r["source"].size() > 0);
      for (const auto& source : r["source"]) {
        INFO("source " << text(source));
        CHECK(file(table)["sources"][text(source)]);
      }
    }
  }
}

TEST_CASE("catalogue: a bare figure beside a row has its unit in the table's list", "[catalog]") {
  for (const auto& table : kTables) {
    for (const auto& r : rows(table)) {
      if (!r["data"]) continue;
      for (const auto& figure : r["data"]) {
        double value = 0;
        if (!YAML::convert<double>::decode(figure.second, value)) continue;
        INFO(table << ", row " << id_of(r) << ", " << text(figure.first));
        CHECK(file(table)["units"][text(figure.first)]);
      }
    }
  }
}

TEST_CASE("catalogue: each capital lies in cities where its region stands", "[catalog]") {
  for (const auto& region : rows("regions")) {
    std::string id;  // Xi'an has no apostrophe in its id
    for (const char c : text(region["data"]["capital"])) {
      if (std::isalpha(static_cast<unsigned char>(c))) {
        id += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      }
    }
    const auto city = row("cities", id);
    CHECK(number(city["lon"]) == number(region["lon"]));
    CHECK(number(city["lat"]) == number(region["lat"]));
  }
}

TEST_CASE("catalogue: the nation has 8 hubs, 31 regions, 41 sites and 100 routes", "[catalog]") {
  CHECK(rows("hubs").size() == 8);
  CHECK(rows("regions").size() == 31);
  CHECK(rows("relays").size() == 1);
  CHECK(rows("sites").size() == 41);
  CHECK(rows("links").size() == 100);
  CHECK(rows("tariffs").size() == 16);
  CHECK(rows("climate").size() == 41);
  CHECK(rows("carbon").size() == 31);
  CHECK(rows("accelerators").size() == 8);
  CHECK(rows("workloads").size() == 8);
  CHECK(rows("services").size() == 3);
}

TEST_CASE("catalogue: the model names only tables that there are", "[catalog]") {
  const std::set<std::string> tables(kTables.begin(), kTables.end());
  CHECK(text(file("national-2025")["model"]) == "national-2025");
  CHECK(in("Gbps", file("national-2025")["transfer_rate"]) == 10);
  for (const auto& block : file("national-2025")["blocks"])
    CHECK(tables.count(text(block.second)) == 1);
}

TEST_CASE("catalogue: every reference from one table to another resolves", "[catalog]") {
  const auto hubs = ids("hubs"), regions = ids("regions"), tariffs = ids("tariffs"),
             climate = ids("climate");
  const auto cards = ids("accelerators"), maps = ids("demand");
  std::set<std::string> nodes = regions;
  for (const auto& relay : ids("relays")) CHECK(nodes.insert(relay).second);

  for (const auto& region : rows("regions")) {
    if (region["hub"]) CHECK(hubs.count(text(region["hub"])) == 1);
  }
  for (const auto& site : rows("sites")) {
    INFO("site " << id_of(site));
    CHECK(nodes.insert(id_of(site)).second);  // regions, relays and sites share their ids
    const auto region = text(site["region"]);
    REQUIRE(regions.count(region) == 1);
    CHECK(climate.count(text(site["power"]["pue"]["climate"])) == 1);
    CHECK(cards.count(text(site["pools"][0]["accelerator"])) == 1);
    CHECK(bool(site["hub"]) == bool(row("regions", region)["hub"]));
    if (site["hub"]) CHECK(text(site["hub"]) == text(row("regions", region)["hub"]));
    CHECK(text(site["side"]) == text(row("regions", region)["side"]));
    CHECK(bool(site["power"]["tariff"]) == (tariffs.count(region) == 1));
    if (site["power"]["tariff"]) CHECK(text(site["power"]["tariff"]) == region);
    if (is_cluster(site)) {
      CHECK(text(site["cluster"]) == id_of(site));
      CHECK(site["lon"]);
      CHECK(site["lat"]);
    } else {
      CHECK(text(site["at"]) == region);
      CHECK(id_of(site) == region + "-local");
    }
  }
  for (const auto& tariff : rows("tariffs")) CHECK(regions.count(text(tariff["region"])) == 1);
  CHECK(ids("carbon") == regions);
  for (const auto& id : climate) CHECK(nodes.count(id) == 1);
  for (const auto& table : {"workloads", "services"}) {
    for (const auto& r : rows(table)) CHECK(maps.count(text(r["from"])) == 1);
  }
  for (const auto& workload : rows("workloads"))
    CHECK(cards.count(text(workload["reference"])) == 1);
}

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
    "catalogue: links have 0.15 of the design capacity, 5 us per km, 0.01 CNY/GB per 1,000 km",
    "[catalog]") {
  // Beijing-Tianjin: 64 x 0.15 = 9.6 Tbps; 170.4 x 0.005 + 0.2 = 1.052 ms; 170.4 x 1e-5 = 0.001704
  // CNY/GB.
  double design = 0, usable = 0;
  for (const auto& link : rows("links")) {
    INFO("link " << id_of(link));
    const double tbps = number(link["data"]["design_tbps"]);
    const double km = number(link["data"]["fibre_km"]);
    CHECK(in("Tbps", link["capacity"]) == Approx(tbps * kUsableShare));
    CHECK(in("ms", link["latency"]) ==
          Approx(km * 0.005 + 0.2).margin(0.0011));  // km printed with one digit
    CHECK(in("CNY/GB", link["price"]) == Approx(km * kCnyPerGbAndKm).margin(6e-7));
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

}  // namespace
}  // namespace suanwang
