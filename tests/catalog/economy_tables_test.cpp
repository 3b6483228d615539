#include <catch2/catch.hpp>

#include "tests/catalog/catalogue_rows.hpp"

// Costs of cards follow the rules at the head of their table; vouchers of the levers are the ones
// that were published.

namespace suanwang {
using namespace catalogue_rows;

TEST_CASE("catalogue: a card's costs follow from its price and its server's power", "[catalog]") {
  CHECK(ids("costs") == ids("accelerators"));
  for (const auto& cost : rows("costs")) {
    INFO(id_of(cost));
    const auto& server = row("accelerators", id_of(cost))["data"];
    const double peak_w =
        number(server["server_peak_kw"]) * 1000 / number(server["cards_per_server"]);
    CHECK(number(cost["data"]["server_peak_w"]) == Approx(peak_w));
    CHECK(in("CNY", cost["facility"]) == Approx(20 * peak_w));
    CHECK(in("CNY/card-year", cost["staff"]) == Approx(0.04 * in("CNY", cost["card"])));
    CHECK(in("d", cost["life"]) == 5 * 365);
    CHECK(in("d", cost["facility_life"]) == 15 * 365);
    CHECK(text(cost["confidence"]) == "estimate");
  }
}

TEST_CASE("catalogue: vouchers name places of the model", "[catalog]") {
  int vouchers = 0;
  for (const auto& lever : rows("levers")) {
    INFO(id_of(lever));
    CHECK(lever["name"]["en"]);
    CHECK(lever["name"]["zh"]);
    CHECK(lever["year"]);
    if (text(lever["category"]) != "voucher") {
      CHECK(lever["value"]);
      continue;
    }
    ++vouchers;
    CHECK(lever["share"]);
    if (lever["regions"]) {
      for (const auto& region : lever["regions"]) CHECK(ids("regions").count(text(region)) == 1);
    } else {
      CHECK(lever["buys_at"]);
    }
  }
  CHECK(vouchers == 10);
}

}  // namespace suanwang
