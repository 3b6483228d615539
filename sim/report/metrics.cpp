#include "sim/report/metrics.hpp"

#include <algorithm>
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

/// Inside the latency bounds, of what the users of all services asked for.
double online_served(const Results& r) {
  double demanded_card_s = 0, served_card_s = 0;
  for (const ServiceResult& service : r.services) {
    demanded_card_s += service.demanded_card_s;
    served_card_s += service.served_card_s;
  }
  return ratio(served_card_s, demanded_card_s);
}

using R = const Results&;

constexpr std::array kMetrics{
    Metric{"utilization", phrases::utilization, Kind::share, Wanted::high,
           [](R r) { return r.card.utilization(); }},
    Metric{"waiting_share", phrases::waiting_demand, Kind::share, Wanted::low,
           [](R r) { return waiting_share(r); }},
    Metric{"wait_s.mean", phrases::wait_mean, Kind::duration, Wanted::low,
           [](R r) { return r.wait_s.mean; }},
    Metric{"wait_s.p95", phrases::wait_p95, Kind::duration, Wanted::low,
           [](R r) { return r.wait_s.p95; }},
    Metric{"wait_s.p99", phrases::wait_p99, Kind::duration, Wanted::low,
           [](R r) { return r.wait_s.p99; }},
    Metric{"waiting_at_end.jobs", phrases::still_waiting_jobs, Kind::count, Wanted::low,
           [](R r) { return r.waiting.jobs; }},
    Metric{"response_s.mean", phrases::response_mean, Kind::duration, Wanted::low,
           [](R r) { return r.response_s.mean; }},
    Metric{"bounded_slowdown.mean", phrases::slowdown, Kind::decimal, Wanted::low,
           [](R r) { return r.bounded_slowdown_mean; }},
    Metric{"slo", phrases::slo, Kind::share, Wanted::high, [](R r) { return r.slo; }},
    Metric{"online_served", phrases::online_served, Kind::share, Wanted::high,
           [](R r) { return online_served(r); }, Metric::Of::services},
    Metric{"west_share", phrases::west_share, Kind::share, Wanted::neither,
           [](R r) { return r.west_share; }},
    Metric{"cross_region_bytes", phrases::cross_region_traffic, Kind::bytes, Wanted::neither,
           [](R r) { return r.cross_region_bytes; }},
    Metric{"card_hours", phrases::card_hours, Kind::count, Wanted::high,
           [](R r) { return allocated_card_h(r); }},
    Metric{"energy_kwh", phrases::energy, Kind::energy, Wanted::low,
           [](R r) { return r.energy.kwh; }},
    Metric{"pue", phrases::pue, Kind::decimal, Wanted::low, [](R r) { return r.energy.pue(); }},
    Metric{"cost_cny", phrases::cost, Kind::money, Wanted::low,
           [](R r) { return total_cost_cny(r); }},
    Metric{"carriage_cny", phrases::carriage, Kind::money, Wanted::low,
           [](R r) { return r.carriage_cny; }},
    Metric{"carbon_cny", phrases::carbon_price_cost, Kind::money, Wanted::neither,
           [](R r) { return r.carbon_cny; }, Metric::Of::carbon_price},
    Metric{"cost_per_card_hour_cny", phrases::cost_per_card_hour, Kind::unit_money, Wanted::low,
           [](R r) { return ratio(total_cost_cny(r), allocated_card_h(r)); }},
    Metric{"carbon_kg", phrases::carbon, Kind::mass, Wanted::low,
           [](R r) { return r.energy.carbon_kg; }},
    Metric{"location_carbon_kg", phrases::location_carbon, Kind::mass, Wanted::low,
           [](R r) { return r.energy.location_carbon_kg; }},
    Metric{"carbon_kg_per_kwh", phrases::carbon_per_kwh, Kind::intensity, Wanted::low,
           [](R r) { return ratio(r.energy.carbon_kg, r.energy.kwh); }},
    Metric{"network_energy_kwh", phrases::network_energy, Kind::energy, Wanted::low,
           [](R r) { return r.network.kwh; }, Metric::Of::network},
    Metric{"network_carbon_kg", phrases::network_carbon, Kind::mass, Wanted::low,
           [](R r) { return r.network.carbon_kg; }, Metric::Of::network},
    Metric{"green_share", phrases::green_share, Kind::share, Wanted::high,
           [](R r) { return r.energy.green_share(); }},
    Metric{"users_pay_cny", phrases::metric_users_pay, Kind::money, Wanted::low,
           [](R r) { return r.economy ? r.economy->bills.tenant_cny() : 0; }, Metric::Of::economy},
    Metric{"vouchers_cny", phrases::metric_vouchers, Kind::money, Wanted::low,
           [](R r) { return r.economy ? r.economy->bills.treasury_cny() : 0; },
           Metric::Of::economy},
    Metric{"operators_profit_cny", phrases::metric_profit, Kind::money, Wanted::high,
           [](R r) { return r.economy ? r.economy->operators_total.profit_cny() : 0; },
           Metric::Of::economy},
    Metric{"fairness.jain", phrases::jain, Kind::decimal, Wanted::high, [](R r) { return r.jain; }},
    Metric{"fairness.gini", phrases::gini, Kind::decimal, Wanted::low, [](R r) { return r.gini; }},
};

}  // namespace

std::span<const Metric> national_metrics() { return kMetrics; }

bool has(const Results& results, Metric::Of of) {
  switch (of) {
    case Metric::Of::economy:
      return results.economy.has_value();
    case Metric::Of::network:
      return results.network.kwh > 0;
    case Metric::Of::services:
      return !results.services.empty();
    case Metric::Of::carbon_price:
      return results.carbon_cny > 0;
    case Metric::Of::all:
      break;
  }
  return true;
}

bool may_have(const Scenario& scenario, Metric::Of of) {
  switch (of) {
    case Metric::Of::economy:
      return scenario.economy.has_value();
    case Metric::Of::network:
      return std::any_of(scenario.links.begin(), scenario.links.end(),
                         [](const Link& link) { return link.energy_kwh_per_gb > 0; });
    case Metric::Of::services:
      return !scenario.services.empty();
    case Metric::Of::carbon_price:
      return scenario.economy && scenario.economy->carbon_cny_per_kg > 0;
    case Metric::Of::all:
      break;
  }
  return true;
}

double total_cost_cny(const Results& results) {
  return results.energy.energy_cny + results.carriage_cny + results.carbon_cny;
}

double total_cost_cny(const YearResult& year) {
  return year.energy.energy_cny + year.carriage_cny + year.carbon_cny;
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

bool is_nothing(Kind kind, double value) {
  const std::string text = format_value(kind, std::abs(value), Language::en);
  return text.find_first_of("123456789") == std::string::npos;
}

std::string format_difference(Kind kind, double difference, Language language) {
  if (kind == Kind::share) return format_points(difference, language);
  if (!std::isfinite(difference)) return format_value(kind, difference, language);
  const std::string text = format_value(kind, std::abs(difference), language);
  if (is_nothing(kind, difference)) return text;  // without a sign
  return (difference < 0 ? "-" : "+") + text;
}

}  // namespace suanwang
