#include "sim/report/format.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace suanwang;

namespace {
constexpr auto en = Language::en;
constexpr auto zh = Language::zh;
}  // namespace

TEST_CASE("format: three significant digits with a unit, in both languages", "[report]") {
  CHECK(format_count(1.23456e6, en) == "1.23 M");
  CHECK(format_count(1.23456e6, zh) == "123万");
  CHECK(format_energy(4.56e6, en) == "4.56 GWh");
  CHECK(format_energy(4.56e6, zh) == "456万千瓦时");
  CHECK(format_money(7.8e6, en) == "CNY 7.8 M");
  CHECK(format_money(7.8e6, zh) == "780万元");
  CHECK(format_money(-83.4e6, en) == "-CNY 83.4 M");
  CHECK(format_money(-83.4e6, zh) == "-8340万元");
  CHECK(format_share(0.342, en) == "34.2 %");
  CHECK(format_share(0.342, zh) == "34.2%");
  CHECK(format_points(0.031, en) == "+3.1 pt");
  CHECK(format_points(0.031, zh) == "+3.1个百分点");
  CHECK(format_duration(7500, en) == "2 h 05 min");
  CHECK(format_duration(7500, zh) == "2小时5分");
  CHECK(format_mass(8.12e6, en) == "8.12 kt");
  CHECK(format_mass(8.12e6, zh) == "8120吨");
  CHECK(format_card_time(3600 * 1.23e6, en) == "1.23 M card-h");
  CHECK(format_card_time(3600 * 1.23e6, zh) == "123万卡时");
  CHECK(format_bytes(1.234e16) == "12.3 PB");
  CHECK(format_rate(4e11) == "400 Gbps");
  CHECK(format_intensity(0.5344) == "534 g/kWh");
  CHECK(format_latency(0.02346, zh) == "23.5毫秒");
}

TEST_CASE("format: thousands begin at ten of them in both languages", "[report]") {
  CHECK(format_count(8123, en) == "8,120");
  CHECK(format_count(-8123, en) == "-8,120");
  CHECK(format_count(8123, zh) == "8120");
  CHECK(format_count(12345, en) == "12.3 k");
  CHECK(format_count(12345, zh) == "1.23万");
  CHECK(format_count(1.5e8, zh) == "1.5亿");
  CHECK(format_count(2.5e12, zh) == "2.5万亿");
  CHECK(format_exact(18446744073709551615ULL) == "18,446,744,073,709,551,615");
  CHECK(format_exact(0) == "0");
  CHECK(format_exact(1000) == "1,000");
}

TEST_CASE("format: rounding carries into the next unit", "[report]") {
  CHECK(format_count(999999, en) == "1 M");
  CHECK(format_count(9999.9, en) == "10 k");
  CHECK(format_count(9999.9, zh) == "1万");
  CHECK(format_bytes(999.9) == "1 kB");
  CHECK(format_duration(3599.7, en) == "1 h");
  CHECK(format_duration(59.97, en) == "1 min");
  CHECK(format_duration(0.9999, en) == "1 s");
  CHECK(format_duration(7199, en) == "2 h");
}

TEST_CASE("format: zeros, small and huge values, and what is no number", "[report]") {
  CHECK(format_count(0, en) == "0");
  CHECK(format_energy(0, en) == "0 kWh");
  CHECK(format_money(0, zh) == "0元");
  CHECK(format_share(0, en) == "0.0 %");
  CHECK(format_share(-1e-12, en) == "0.0 %");
  CHECK(format_share(0.0002, en) == "<0.1 %");
  CHECK(format_points(-0.0001, en) == "0.0 pt");
  CHECK(format_points(-0.02, en) == "-2.0 pt");
  CHECK(format_duration(0, zh) == "0秒");
  CHECK(format_duration(0.35, en) == "350 ms");
  CHECK(format_duration(320, en) == "5 min 20 s");
  CHECK(format_duration(-7500, en) == "-2 h 05 min");
  CHECK(format_duration(76 * 3600, en) == "3 d 04 h");
  CHECK(format_duration(76 * 3600, zh) == "3天4小时");
  CHECK(format_short_duration(320, en) == "5.33 min");
  CHECK(format_short_duration(7500, zh) == "2.08小时");
  CHECK(format_short_duration(0, en) == "0 s");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  for (const Language language : {en, zh}) {
    for (const double value : {nan, infinity, -infinity}) {
      CHECK(format_count(value, language) == "-");
      CHECK(format_money(value, language).find("nan") == std::string::npos);
      CHECK(format_duration(value, language) == "-");
      CHECK(format_share(value, language) == "-");
    }
    CHECK(format_money(1e300, language).size() < 20);
    CHECK(format_duration(1e15, language).size() < 20);
  }
}

TEST_CASE("format: civil time counts from midnight of the start, over leap days", "[report]") {
  using namespace std::chrono;
  CHECK(format_civil_time(2025y / March / 5d, 12 * 3600) == "2025-03-05 12:00");
  CHECK(format_civil_time(2024y / February / 28d, 36 * 3600 + 61) == "2024-02-29 12:01:01");
  CHECK(format_civil_time(2024y / December / 31d, 86400) == "2025-01-01 00:00");
}
