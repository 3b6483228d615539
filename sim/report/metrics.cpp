#include "sim/report/metrics.hpp"

#include <array>
#include <cmath>

#include "sim/report/economy_phrases.hpp"
#include "sim/report/format.hpp"

namespace suanwang {
namespace {

double allocated_card_h(const Results& r) { return r.card.allocated_card_s() / 3600; }

double waiting_card_s(const Results& r) {
  double sum = 0;
  for (const SiteResult& site : r.sites) sum += site.waiting_card_s;
  return sum;
}

using R = const Results&;

constexpr std::array kMetrics{
    Metric{phrases::utilization, Kind::share, [](R r) { return r.card.utilization(); }},
    Metric{phrases::waiting_demand, Kind::share, [](R r) { return waiting_share(r); }},
    Metric{phrases::wait_mean, Kind::duration, [](R r) { return r.wait_s.mean; }},
    Metric{phrases::wait_p95, Kind::duration, [](R r) { return r.wait_s.p95; }},
    Metric{phrases::wait_p99, Kind::duration, [](R r) { return r.wait_s.p99; }},
    Metric{phrases::still_waiting_jobs, Kind::count, [](R r) { return r.waiting.jobs; }},
    Metric{phrases::response_mean, Kind::duration, [](R r) { return r.response_s.mean; }},
    Metric{phrases::slowdown, Kind::decimal, [](R r) { return r.bounded_slowdown_mean; }},
    Metric{phrases::slo, Kind::share, [](R r) { return r.slo; }},
    Metric{phrases::west_share, Kind::share, [](R r) { return r.west_share; }},
    Metric{phrases::cross_region_traffic, Kind::bytes, [](R r) { return r.cross_region_bytes; }},
    Metric{phrases::card_hours, Kind::count, [](R r) { return allocated_card_h(r); }},
    Metric{phrases::energy, Kind::energy, [](R r) { return r.energy.kwh; }},
    Metric{phrases::pue, Kind::decimal, [](R r) { return r.energy.pue(); }},
    Metric{phrases::cost, Kind::money, [](R r) { return total_cost_cny(r); }},
    Metric{phrases::carriage, Kind::money, [](R r) { return r.carriage_cny; }},
    Metric{phrases::cost_per_card_hour, Kind::unit_money,
           [](R r) { return ratio(total_cost_cny(r), allocated_card_h(r)); }},
    Metric{phrases::carbon, Kind::mass, [](R r) { return r.energy.carbon_kg; }},
    Metric{phrases::location_carbon, Kind::mass, [](R r) { return r.energy.location_carbon_kg; }},
    Metric{phrases::carbon_per_kwh, Kind::intensity,
           [](R r) { return ratio(r.energy.carbon_kg, r.energy.kwh); }},
    Metric{phrases::green_share, Kind::share, [](R r) { return r.energy.green_share(); }},
    Metric{phrases::network_energy, Kind::energy, [](R r) { return r.network.kwh; },
           Metric::Of::network},
    Metric{phrases::network_carbon, Kind::mass, [](R r) { return r.network.carbon_kg; },
           Metric::Of::network},
    Metric{phrases::metric_users_pay, Kind::money,
           [](R r) { return r.economy ? r.economy->bills.tenant_cny() : 0; }, Metric::Of::economy},
    Metric{phrases::metric_vouchers, Kind::money,
           [](R r) { return r.economy ? r.economy->bills.treasury_cny() : 0; },
           Metric::Of::economy},
    Metric{phrases::metric_profit, Kind::money,
           [](R r) { return r.economy ? r.economy->operators_total.profit_cny() : 0; },
           Metric::Of::economy},
    Metric{phrases::jain, Kind::decimal, [](R r) { return r.jain; }},
    Metric{phrases::gini, Kind::decimal, [](R r) { return r.gini; }},
};

}  // namespace

std::span<const Metric> national_metrics() { return kMetrics; }

double total_cost_cny(const Results& results) {
  return results.energy.energy_cny + results.carriage_cny + results.carbon_cny;
}

double waiting_share(const Results& results) {
  return ratio(waiting_card_s(results), results.card.installed_card_s);
}

std::string format_value(Kind kind, double value, Language language) {
  switch (kind) {
    case Kind::share:
      return format_share(value, language);
    case Kind::duration:
      return format_duration(value, language);
    case Kind::count:
      return format_count(value, language);
    case Kind::decimal:
      return format_decimal(value, 3);
    case Kind::energy:
      return format_energy(value, language);
    case Kind::money:
    case Kind::unit_money:
      return format_money(value, language);
    case Kind::mass:
      return format_mass(value, language);
    case Kind::intensity:
      return format_intensity(value);
    case Kind::bytes:
      return format_bytes(value);
  }
  return {};
}

std::string format_difference(Kind kind, double difference, Language language) {
  if (kind == Kind::share) return format_points(difference, language);
  if (!std::isfinite(difference)) return format_value(kind, difference, language);
  // What prints as zero has no sign.
  const std::string text = format_value(kind, std::abs(difference), language);
  if (text.find_first_of("123456789") == std::string::npos) return text;
  return (difference < 0 ? "-" : "+") + text;
}

}  // namespace suanwang
