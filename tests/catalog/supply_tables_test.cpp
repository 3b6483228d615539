#include <catch2/catch.hpp>

#include "tests/catalog/catalogue_rows.hpp"

// The tables of wind, sun and carbon by the hour keep the rules that they state.

namespace suanwang {
using namespace catalogue_rows;

TEST_CASE("catalogue: carbon over the day has a mean of exactly 1", "[catalog]") {
  for (const auto& shape : rows("carbon_day")) {
    INFO(id_of(shape));
    const auto day = shape["day"].as<std::vector<double>>();
    REQUIRE(day.size() == 24);
    int thousandths = 0;
    for (const double factor : day) thousandths += static_cast<int>(std::lround(factor * 1000));
    CHECK(thousandths == 24000);
    CHECK(text(shape["confidence"]) == "estimate");
  }
}

TEST_CASE("catalogue: plants come to their full-load hours, and the sun keeps its hours",
          "[catalog]") {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (const auto& plant : rows("renewables")) {
    INFO(id_of(plant));
    double hours = 0;
    int months = 0;
    for (const auto& season : plant["seasons"]) {
      const auto output = season["output"].as<std::vector<double>>();
      REQUIRE(output.size() == 24);
      double day = 0;
      for (const double share : output) {
        CHECK(share >= 0);
        CHECK(share <= 1);
        day += share;
      }
      for (const auto& month : season["months"]) {
        hours += day * kDays.at(month.as<std::size_t>() - 1);
        ++months;
      }
      if (text(plant["kind"]) == "solar") {
        CHECK(output[2] == 0);
        CHECK(output[12] > output[8]);
      }
    }
    CHECK(months == 12);
    CHECK(hours == Approx(number(plant["data"]["full_load_h"])).epsilon(0.005));
    CHECK(text(plant["confidence"]) == "estimate");
  }
}

}  // namespace suanwang
