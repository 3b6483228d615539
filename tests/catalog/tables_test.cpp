#include <catch2/catch.hpp>

#include "tests/catalog/catalogue_rows.hpp"

// The catalogue's tables fit together, and every row says where it comes from.

namespace suanwang {
using namespace catalogue_rows;

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
  CHECK(rows("cooling").size() == 4);
  CHECK(rows("carbon").size() == 31);
  CHECK(rows("carbon_day").size() == 4);
  CHECK(rows("renewables").size() == 10);
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

}  // namespace suanwang
