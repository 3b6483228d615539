#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace suanwang {

/// The languages that reports are written in. JSON keys, CSV columns and logs are always English.
enum class Language { en, zh };

// Numbers for people: three significant digits with a unit, as a Chinese or an English reader
// writes them. What is not finite is printed as "-". Exact figures belong in JSON and CSV.

/// Without a unit: en `8,120`, `12.3 k`, `1.23 M`; zh `8120`, `1.23万`, `123万`.
std::string format_count(double value, Language language);
/// Every digit, in groups of three: `1,234,567`. For ledgers, whose parts must add up to the eye.
std::string format_exact(std::uint64_t value);
/// With a fixed number of decimals: `1.24`.
std::string format_decimal(double value, int decimals);
/// A share: 0.342 is en `34.2 %`, zh `34.2%`; one that would print as 0.0 is `<0.1 %`.
std::string format_share(double share, Language language);
/// The difference of two shares: 0.031 is en `+3.1 pt`, zh `+3.1个百分点`.
std::string format_points(double difference, Language language);
/// A change: 0.12 is en `+12.0 %`, zh `+12.0%`.
std::string format_change(double relative, Language language);
/// Seconds: `350 ms`, `12.3 s`, `5 min 20 s`, `2 h 05 min`, `3 d 04 h`; zh `2小时5分`.
std::string format_duration(double seconds, Language language);
/// Seconds in one unit, for narrow columns: `350 ms`, `12.3 s`, `5.33 min`, `2.08 h`, `3.17 d`.
std::string format_short_duration(double seconds, Language language);
/// A latency in seconds, always in milliseconds: `23.4 ms`, zh `23.4毫秒`.
std::string format_latency(double seconds, Language language);
/// Card-seconds, printed in card-hours: `1.23 M card-h`, zh `123万卡时`.
std::string format_card_time(double card_seconds, Language language);
/// Kilowatt-hours: `4.56 GWh`, zh `456万千瓦时`.
std::string format_energy(double kwh, Language language);
/// Yuan: `CNY 7.8 M`, zh `780万元`.
std::string format_money(double cny, Language language);
/// Kilograms of CO2e: `8.12 kt`, zh `8120吨`.
std::string format_mass(double kg, Language language);
/// Decimal multiples of bytes, equal in both languages: `12.3 PB`.
std::string format_bytes(double bytes);
/// Bits per second, equal in both languages: `400 Gbps`.
std::string format_rate(double bps);
/// kg per kWh, printed as `534 g/kWh` in both languages.
std::string format_intensity(double kg_per_kwh);
/// The civil time (UTC+8) some seconds after the midnight that begins `start`: `2025-03-05 12:00`,
/// with seconds where they are not 0.
std::string format_civil_time(std::chrono::year_month_day start, double seconds);

}  // namespace suanwang
