#include "sim/report/format.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <span>

namespace suanwang {
namespace {

/// One name for a power of ten, such as {1e6, "M"}; a list of them ascends.
struct Multiple {
  double factor;
  const char* name;
};

/// In English, too, thousands begin at ten of them: 8,120 but 12.3 k.
constexpr std::array kEnglish{Multiple{1, ""}, Multiple{1e3, " k"}, Multiple{1e6, " M"},
                              Multiple{1e9, " bn"}, Multiple{1e12, " tn"}};
constexpr double kLeastThousands = 1e4;
constexpr std::array kChinese{Multiple{1, ""}, Multiple{1e4, "万"}, Multiple{1e8, "亿"},
                              Multiple{1e12, "万亿"}};
constexpr std::array kWattHours{Multiple{1e-3, " Wh"}, Multiple{1, " kWh"}, Multiple{1e3, " MWh"},
                                Multiple{1e6, " GWh"}, Multiple{1e9, " TWh"}};
constexpr std::array kKilograms{Multiple{1e-3, " g"}, Multiple{1, " kg"}, Multiple{1e3, " t"},
                                Multiple{1e6, " kt"}, Multiple{1e9, " Mt"}};
constexpr std::array kChineseMass{Multiple{1e-3, "克"}, Multiple{1, "千克"}, Multiple{1e3, "吨"},
                                  Multiple{1e7, "万吨"}, Multiple{1e11, "亿吨"}};
constexpr std::array kBytes{Multiple{1, " B"},    Multiple{1e3, " kB"},  Multiple{1e6, " MB"},
                            Multiple{1e9, " GB"}, Multiple{1e12, " TB"}, Multiple{1e15, " PB"},
                            Multiple{1e18, " EB"}};
constexpr std::array kBitRates{Multiple{1, " bps"},     Multiple{1e3, " kbps"},
                               Multiple{1e6, " Mbps"},  Multiple{1e9, " Gbps"},
                               Multiple{1e12, " Tbps"}, Multiple{1e15, " Pbps"}};

constexpr const char* kNoFigure = "-";

/// `value` rounded to three significant digits.
double three_digits(double value) {
  if (value == 0) return 0;
  return std::stod(fmt::format("{:.2e}", value));
}

/// A number of three significant digits in plain notation, without trailing zeros.
std::string plain(double value) {
  const double rounded = three_digits(value);
  if (rounded == 0) return "0";
  const double magnitude = std::abs(rounded);
  if (magnitude >= 1e15 || magnitude < 1e-4) return fmt::format("{:.3g}", rounded);
  const int whole_digits = static_cast<int>(std::floor(std::log10(magnitude) + 1e-9)) + 1;
  const int decimals = whole_digits >= 3 ? 0 : 3 - whole_digits;
  std::string text = fmt::format("{:.{}f}", rounded, decimals);
  if (decimals > 0) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

/// Splits a value into its digits and the largest multiple not above it (after rounding, so that
/// 999,900 becomes 1 M and not 1000 k).
std::pair<std::string, const char*> in_multiples(double value,
                                                 std::span<const Multiple> multiples) {
  const double rounded = three_digits(value);
  const Multiple* chosen = &multiples.front();
  // Zero is told in the unit itself, not in its thousandth.
  for (const Multiple& multiple : multiples) {
    const double least = rounded == 0 ? 1 : std::abs(rounded) * (1 + 1e-12);
    if (multiple.factor <= least) chosen = &multiple;
  }
  return {plain(rounded / chosen->factor), chosen->name};
}

std::string with_unit(double value, std::span<const Multiple> multiples, const char* after = "") {
  if (!std::isfinite(value)) return kNoFigure;
  const auto [digits, name] = in_multiples(value, multiples);
  return digits + name + after;
}

/// Counts and money of English readers, three significant digits.
std::string english_count(double value) {
  const double rounded = three_digits(value);
  if (!std::isfinite(value) || std::abs(rounded) >= kLeastThousands || std::abs(rounded) < 1000) {
    return with_unit(value, kEnglish);
  }
  return (rounded < 0 ? "-" : "") + format_exact(static_cast<std::uint64_t>(std::abs(rounded)));
}

/// Per cent with one decimal, without the unit.
std::string percent_digits(double percent) {
  if (std::abs(percent) >= 10000) return plain(percent);
  return fmt::format("{:.1f}", percent == 0 ? 0.0 : percent);
}

std::string signed_text(double value, const std::string& digits) {
  const bool nothing = digits.find_first_of("123456789") == std::string::npos;
  if (nothing) return digits.front() == '-' ? digits.substr(1) : digits;
  return value > 0 ? "+" + digits : digits;
}

}  // namespace

std::string format_count(double value, Language language) {
  return language == Language::zh ? with_unit(value, kChinese) : english_count(value);
}

std::string format_exact(std::uint64_t value) {
  const std::string digits = std::to_string(value);
  std::string text;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && (digits.size() - at) % 3 == 0) text += ',';
    text += digits[at];
  }
  return text;
}

std::string format_decimal(double value, int decimals) {
  if (!std::isfinite(value)) return kNoFigure;
  if (std::abs(value) >= 1e6) return plain(value);
  return fmt::format("{:.{}f}", value, decimals);
}

std::string format_share(double share, Language language) {
  if (!std::isfinite(share)) return kNoFigure;
  const bool tiny = share > 0 && share < 0.0005;
  if (share < 0 && share > -0.0005) share = 0;  // what rounding left over
  return (tiny ? "<0.1" : percent_digits(100 * share)) + (language == Language::zh ? "%" : " %");
}

std::string format_points(double difference, Language language) {
  if (!std::isfinite(difference)) return kNoFigure;
  return signed_text(difference, percent_digits(100 * difference)) +
         (language == Language::zh ? "个百分点" : " pt");
}

std::string format_change(double relative, Language language) {
  if (!std::isfinite(relative)) return kNoFigure;
  return signed_text(relative, percent_digits(100 * relative)) +
         (language == Language::zh ? "%" : " %");
}

std::string format_duration(double seconds, Language language) {
  if (!std::isfinite(seconds)) return kNoFigure;
  if (seconds < 0) return "-" + format_duration(-seconds, language);
  const bool zh = language == Language::zh;
  if (seconds < 5e-5) return zh ? "0秒" : "0 s";
  if (seconds < 0.9995) return plain(seconds * 1e3) + (zh ? "毫秒" : " ms");
  if (seconds < 59.95) return plain(seconds) + (zh ? "秒" : " s");
  // Round in the smaller unit first, so that no "60 min" appears.
  const double whole_s = std::round(seconds);
  if (whole_s < 3600) {
    const int minutes = static_cast<int>(whole_s) / 60, rest = static_cast<int>(whole_s) % 60;
    if (zh) return rest ? fmt::format("{}分{}秒", minutes, rest) : fmt::format("{}分", minutes);
    return rest ? fmt::format("{} min {:02} s", minutes, rest) : fmt::format("{} min", minutes);
  }
  const double whole_min = std::round(seconds / 60);
  if (whole_min < 48 * 60) {
    const int hours = static_cast<int>(whole_min) / 60, rest = static_cast<int>(whole_min) % 60;
    if (zh) return rest ? fmt::format("{}小时{}分", hours, rest) : fmt::format("{}小时", hours);
    return rest ? fmt::format("{} h {:02} min", hours, rest) : fmt::format("{} h", hours);
  }
  const double whole_h = std::round(seconds / 3600);
  if (whole_h >= 24 * 1000) return format_count(seconds / 86400, language) + (zh ? "天" : " d");
  const int days = static_cast<int>(whole_h) / 24, rest = static_cast<int>(whole_h) % 24;
  if (zh) return rest ? fmt::format("{}天{}小时", days, rest) : fmt::format("{}天", days);
  return rest ? fmt::format("{} d {:02} h", days, rest) : fmt::format("{} d", days);
}

std::string format_short_duration(double seconds, Language language) {
  if (!std::isfinite(seconds)) return kNoFigure;
  const bool zh = language == Language::zh;
  const double rounded = three_digits(seconds);
  if (rounded < 0.001) return zh ? "0秒" : "0 s";
  if (rounded < 1) return plain(seconds * 1e3) + (zh ? "毫秒" : " ms");
  if (rounded < 60) return plain(seconds) + (zh ? "秒" : " s");
  if (rounded < 3600) return plain(seconds / 60) + (zh ? "分" : " min");
  if (rounded < 48 * 3600) return plain(seconds / 3600) + (zh ? "小时" : " h");
  return format_count(seconds / 86400, language) + (zh ? "天" : " d");
}

std::string format_latency(double seconds, Language language) {
  if (!std::isfinite(seconds)) return kNoFigure;
  return plain(seconds * 1e3) + (language == Language::zh ? "毫秒" : " ms");
}

std::string format_card_time(double card_seconds, Language language) {
  const double hours = card_seconds / 3600;
  return language == Language::zh ? with_unit(hours, kChinese, "卡时")
                                  : english_count(hours) + " card-h";
}

std::string format_energy(double kwh, Language language) {
  return language == Language::zh ? with_unit(kwh, kChinese, "千瓦时") : with_unit(kwh, kWattHours);
}

std::string format_money(double cny, Language language) {
  if (!std::isfinite(cny)) return kNoFigure;
  if (language == Language::zh) return with_unit(cny, kChinese, "元");
  const std::string digits = english_count(cny);
  return digits.front() == '-' ? "-CNY " + digits.substr(1) : "CNY " + digits;
}

std::string format_mass(double kg, Language language) {
  return language == Language::zh ? with_unit(kg, kChineseMass) : with_unit(kg, kKilograms);
}

std::string format_bytes(double bytes) { return with_unit(bytes, kBytes); }

std::string format_rate(double bps) { return with_unit(bps, kBitRates); }

std::string format_intensity(double kg_per_kwh) {
  return std::isfinite(kg_per_kwh) ? plain(1e3 * kg_per_kwh) + " g/kWh" : kNoFigure;
}

std::string format_civil_time(std::chrono::year_month_day start, double seconds) {
  if (!std::isfinite(seconds) || !start.ok()) return kNoFigure;
  const auto since_epoch = std::chrono::sys_days{start}.time_since_epoch();
  const auto whole = std::chrono::seconds{std::llround(seconds)} + since_epoch;
  const auto day = std::chrono::floor<std::chrono::days>(whole);
  const std::chrono::year_month_day date{std::chrono::sys_days{day}};
  const auto of_day = (whole - day).count();
  std::string text =
      fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  of_day / 3600, of_day / 60 % 60);
  if (of_day % 60 != 0) text += fmt::format(":{:02}", of_day % 60);
  return text;
}

}  // namespace suanwang
