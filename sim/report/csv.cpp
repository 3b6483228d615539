#include "sim/report/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "sim/report/economy_report.hpp"
#include "sim/report/format.hpp"
#include "sim/report/json.hpp"
#include "sim/report/lever_report.hpp"
#include "sim/report/metrics.hpp"

namespace suanwang {
namespace {

constexpr double kHour = 3600;

void add(CsvLine& line, const TimeStatistics& time) {
  line.add(time.mean).add(time.p50).add(time.p95).add(time.p99);
}

void add(CsvLine& line, const WasteAccount& waste) {
  line.add(waste.lost_card_s).add(waste.checkpoint_card_s).add(waste.restart_card_s);
  line.add(waste.failures).add(waste.preemptions);
}

// What a user drew: its direct part and its share of the rest.
constexpr const char* kUsedColumns =
    ",used_card_s,direct_energy_kwh,direct_energy_cny,direct_carbon_kg,energy_kwh,green_energy_kwh,"
    "energy_cny,carbon_kg,location_carbon_kg,water_litres";

void add(CsvLine& line, const UserAccount& used) {
  const EnergyAccount total = used.total();
  line.add(used.card_s).add(used.direct.kwh).add(used.direct.energy_cny).add(used.direct.carbon_kg);
  line.add(total.kwh).add(total.green_kwh).add(total.energy_cny).add(total.carbon_kg);
  line.add(total.location_carbon_kg).add(total.water_litres);
}

}  // namespace

void CsvLine::separate() {
  if (finished_) {
    text_.clear();
    finished_ = false;
  } else {
    text_ += ',';
  }
}

CsvLine& CsvLine::add(std::string_view text) {
  separate();
  const bool quotes = text.find_first_of(",\"\r\n") != std::string_view::npos;
  if (!quotes) {
    text_ += text;
    return *this;
  }
  text_ += '"';
  for (const char c : text) {
    if (c == '"') text_ += '"';
    text_ += c;
  }
  text_ += '"';
  return *this;
}

CsvLine& CsvLine::add(double value) {
  separate();
  if (std::isnan(value)) return *this;
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  text_.append(digits.data(), end);
  return *this;
}

CsvLine& CsvLine::add(std::int64_t value) {
  separate();
  text_ += std::to_string(value);
  return *this;
}

CsvLine& CsvLine::add(std::uint64_t value) {
  separate();
  text_ += std::to_string(value);
  return *this;
}

const std::string& CsvLine::finish() {
  text_ += '\n';
  finished_ = true;
  return text_;
}

std::string sites_csv(const Results& results) {
  std::string text =
      "site,name_en,name_zh,hub,cluster,region,side,cards,utilization,installed_card_s,down_card_s,"
      "batch_card_s,service_card_s,waiting_card_s,jobs_started,wait_mean_s,wait_p50_s,wait_p95_s,"
      "wait_p99_s,waiting_jobs,waiting_cards,waiting_mean_s,waiting_longest_s,it_energy_kwh,energy_"
      "kwh,"
      "green_energy_kwh,energy_cny,carbon_kg,input_bytes,output_bytes,dataset_hit_share,"
      "lost_card_s,checkpoint_card_s,restart_card_s,failures,preemptions,node_failures,"
      "location_carbon_kg,water_litres,surcharge_cny,used_card_s,common_energy_kwh,"
      "common_energy_cny,common_carbon_kg\n";
  for (const SiteResult& s : results.sites) {
    CsvLine line;
    line.add(s.id).add(s.name.en).add(s.name.zh).add(s.hub).add(s.cluster).add(s.region);
    line.add(side_id(s.side)).add(s.cards).add(s.card.utilization()).add(s.card.installed_card_s);
    line.add(s.card.down_card_s).add(s.card.batch_card_s).add(s.card.service_card_s);
    line.add(s.waiting_card_s).add(s.jobs_started);
    add(line, s.wait_s);
    line.add(s.waiting.jobs).add(s.waiting.cards).add(s.waiting.mean_s).add(s.waiting.longest_s);
    line.add(s.energy.it_kwh).add(s.energy.kwh).add(s.energy.green_kwh).add(s.energy.energy_cny);
    line.add(s.energy.carbon_kg).add(s.input_bytes).add(s.output_bytes).add(s.dataset_hit_share);
    add(line, s.waste);
    line.add(s.node_failures).add(s.energy.location_carbon_kg).add(s.energy.water_litres);
    line.add(s.surcharge_cny).add(s.used_card_s).add(s.common.kwh).add(s.common.energy_cny);
    line.add(s.common.carbon_kg);
    text += line.finish();
  }
  return text;
}

std::string supply_csv(const Results& results) {
  std::string text =
      "site,month,load_kwh,grid_kwh,own_kwh,spilled_kwh,curtailed_kwh,charged_kwh,discharged_kwh,"
      "battery_loss_kwh,stored_kwh,green_kwh,supply_cny,carbon_kg,location_carbon_kg,month_share,"
      "peak_kw,demand_cny\n";
  CsvLine line;
  for (const SiteResult& s : results.sites) {
    if (!s.supply) continue;
    const SupplyAccount& a = s.supply->account;
    line.add(s.id).add("").add(a.load_kwh).add(a.grid_kwh).add(a.own_kwh).add(a.spilled_kwh);
    line.add(a.curtailed_kwh).add(a.charged_kwh).add(a.discharged_kwh).add(a.loss_kwh());
    line.add(s.supply->stored_kwh).add(a.green_kwh).add(a.energy_cny).add(a.market_kg);
    line.add(a.location_kg).add(std::nan("")).add(std::nan("")).add(std::nan(""));
    text += line.finish();
    // What the demand charge is made of; all else stands in the row above.
    for (const MonthDemand& month : s.supply->months) {
      line.add(s.id).add(fmt::format("{:04}-{:02}", static_cast<int>(month.month.year()),
                                     static_cast<unsigned>(month.month.month())));
      for (int empty = 0; empty < 13; ++empty) line.add(std::nan(""));
      line.add(month.share).add(month.peak_kw).add(month.cny);
      text += line.finish();
    }
  }
  return text;
}

std::string classes_csv(const Results& results) {
  std::string text =
      "class,name_en,name_zh,submitted,rejected,completed,card_s,west_card_s,wait_mean_s,wait_p50_"
      "s,"
      "wait_p95_s,wait_p99_s,response_mean_s,response_p50_s,response_p95_s,response_p99_s,"
      "bounded_slowdown_mean,slo_jobs,slo_attained,first_rejection,"
      "lost_card_s,checkpoint_card_s,restart_card_s,failures,preemptions,stranded_card_s";
  text += kUsedColumns;
  text += '\n';
  for (const ClassResult& c : results.classes) {
    CsvLine line;
    line.add(c.id).add(c.name.en).add(c.name.zh).add(c.submitted).add(c.rejected).add(c.completed);
    line.add(c.card_s).add(c.west_card_s);
    add(line, c.wait_s);
    add(line, c.response_s);
    line.add(c.bounded_slowdown_mean).add(c.slo_jobs).add(c.slo_attained).add(c.first_rejection);
    add(line, c.waste);
    line.add(c.stranded_card_s);
    add(line, c.used);
    text += line.finish();
  }
  return text;
}

std::string regions_csv(const Results& results) {
  std::string text =
      "region,name_en,name_zh,hub,side,own_cards,submitted,demanded_card_s,served_card_s,west_card_"
      "s,"
      "wait_mean_s,wait_p50_s,wait_p95_s,wait_p99_s,sent_bytes";
  text += kUsedColumns;
  text += '\n';
  for (const RegionResult& r : results.regions) {
    CsvLine line;
    line.add(r.id).add(r.name.en).add(r.name.zh).add(r.hub).add(side_id(r.side)).add(r.own_cards);
    line.add(r.submitted).add(r.demanded_card_s).add(r.served_card_s).add(r.west_card_s);
    add(line, r.wait_s);
    line.add(r.sent_bytes);
    add(line, r.used);
    text += line.finish();
  }
  return text;
}

std::string tenants_csv(const Results& results) {
  std::string text = "tenant";
  text += kUsedColumns;
  text += '\n';
  CsvLine line;
  for (const TenantResult& t : results.tenants) {
    line.add(t.id);
    add(line, t.used);
    text += line.finish();
  }
  return text;
}

std::string services_csv(const Results& results) {
  std::string text =
      "service,name_en,name_zh,demanded_card_s,served_card_s,west_card_s,latency_mean_s,requests,"
      "requests_served";
  text += kUsedColumns;
  text += '\n';
  CsvLine line;
  for (const ServiceResult& s : results.services) {
    line.add(s.id).add(s.name.en).add(s.name.zh).add(s.demanded_card_s).add(s.served_card_s);
    line.add(s.west_card_s).add(s.latency_mean_s).add(s.requests()).add(s.requests_served());
    add(line, s.used);
    text += line.finish();
  }
  return text;
}

std::string links_csv(const Results& results) {
  std::string text =
      "link,from,to,capacity_bps,forward_bytes,backward_bytes,forward_use,backward_use,peak_hour_"
      "use,"
      "carriage_cny,down_s,energy_kwh,carbon_kg\n";
  for (const LinkResult& l : results.links) {
    CsvLine line;
    line.add(l.id).add(l.from).add(l.to).add(l.capacity_bps).add(l.forward_bytes);
    line.add(l.backward_bytes).add(l.forward_use).add(l.backward_use).add(l.peak_hour_use);
    line.add(l.carriage_cny).add(l.down_s).add(l.energy.kwh).add(l.energy.carbon_kg);
    text += line.finish();
  }
  return text;
}

namespace {

constexpr const char* kHourlyHeading =
    "hour_start_s,time,site,batch_card_s,service_card_s,waiting_card_s,utilization,it_energy_kwh,"
    "energy_kwh,energy_cny,carbon_kg,down_card_s,green_kwh,location_carbon_kg,water_litres,"
    "grid_kwh,own_kwh,curtailed_kwh,charged_kwh,discharged_kwh\n";
constexpr const char* kHourlyLinksHeading =
    "hour_start_s,time,link,forward_bytes,backward_bytes,down_s\n";

/// `cards`: that the site has all the time, unless the hour says otherwise.
const std::string& hour_line(CsvLine& line, double start_s, const std::string& time,
                             const std::string& site, double cards, double length_s,
                             const SiteHour& hour) {
  const double installed_card_s =
      hour.installed_card_s > 0 ? hour.installed_card_s : cards * length_s;
  line.add(start_s).add(time).add(site);
  line.add(hour.batch_card_s).add(hour.service_card_s).add(hour.waiting_card_s);
  line.add(ratio(hour.batch_card_s + hour.service_card_s, installed_card_s - hour.down_card_s));
  const EnergyAccount& e = hour.energy;
  line.add(e.it_kwh).add(e.kwh).add(e.energy_cny).add(e.carbon_kg);
  line.add(hour.down_card_s).add(e.green_kwh).add(e.location_carbon_kg).add(e.water_litres);
  const FeedAccount& f = hour.feed;
  line.add(f.grid_kwh).add(f.own_kwh).add(f.curtailed_kwh).add(f.charged_kwh);
  line.add(f.discharged_kwh);
  return line.finish();
}

const std::string& link_hour_line(CsvLine& line, double start_s, const std::string& time,
                                  const std::string& link, const LinkHour& hour) {
  line.add(start_s).add(time).add(link);
  line.add(hour.forward_bits / 8).add(hour.backward_bits / 8).add(hour.down_s);
  return line.finish();
}

}  // namespace

std::string hourly_csv(const Results& results) {
  std::string text = kHourlyHeading;
  const std::size_t sites = results.sites.size();
  CsvLine line;
  for (std::size_t row = 0; sites > 0 && row < results.hours.size(); ++row) {
    const SiteResult& site = results.sites[row % sites];
    const double start_s = static_cast<double>(row / sites) * kHour;
    text += hour_line(line, start_s, format_civil_time(results.start, start_s), site.id,
                      static_cast<double>(site.cards), std::min(kHour, results.to_s - start_s),
                      results.hours[row]);
  }
  return text;
}

std::string hourly_links_csv(const Results& results) {
  std::string text = kHourlyLinksHeading;
  const std::size_t links = results.links.size();
  CsvLine line;
  for (std::size_t row = 0; links > 0 && row < results.link_hours.size(); ++row) {
    const double start_s = static_cast<double>(row / links) * kHour;
    text += link_hour_line(line, start_s, format_civil_time(results.start, start_s),
                           results.links[row % links].id, results.link_hours[row]);
  }
  return text;
}

HourlyCsv::HourlyCsv(const Scenario& scenario, OutputFile& sites, OutputFile& links)
    : scenario_(scenario), sites_(sites), links_(links) {
  sites_.write(kHourlyHeading);
  links_.write(kHourlyLinksHeading);
  for (const Site& site : scenario.sites) {
    std::int64_t cards = 0;
    for (const Pool& pool : site.pools) cards += pool.count;
    cards_.push_back(static_cast<double>(cards));
  }
}

void HourlyCsv::on_hour(const HourRecord& hour) {
  const double start_s = static_cast<double>(hour.hour) * kHour;
  const std::string time = format_civil_time(scenario_.start, start_s);
  for (std::size_t s = 0; s < hour.sites.size(); ++s) {
    sites_.write(hour_line(line_, start_s, time, scenario_.sites[s].id, cards_[s], hour.length_s,
                           hour.sites[s]));
  }
  for (std::size_t l = 0; l < hour.links.size(); ++l)
    links_.write(link_hour_line(line_, start_s, time, scenario_.links[l].id, hour.links[l]));
}

std::string years_csv(const Results& results) {
  std::string text =
      "year,from_s,to_s,cards,peak_eflops,opened_cards,retired_cards,building_eflops,"
      "construction_cny,installed_card_s,down_card_s,batch_card_s,service_card_s,west_card_s,"
      "submitted,rejected,completed,started,wait_mean_s,demanded_card_s,served_card_s,"
      "it_energy_kwh,energy_kwh,green_energy_kwh,energy_cny,carbon_kg,location_carbon_kg,"
      "water_litres,carriage_cny,network_energy_kwh,network_carbon_kg,surcharge_cny,carbon_cny\n";
  CsvLine line;
  for (const YearResult& y : results.years) {
    line.add(std::int64_t{y.year}).add(y.from_s).add(y.to_s).add(y.cards).add(y.flops / 1e18);
    line.add(y.opened_cards).add(y.retired_cards).add(y.building_flops / 1e18);
    line.add(y.construction_cny).add(y.card.installed_card_s).add(y.card.down_card_s);
    line.add(y.card.batch_card_s).add(y.card.service_card_s).add(y.west_card_s);
    line.add(y.submitted).add(y.rejected).add(y.completed).add(y.started).add(y.wait_mean_s);
    line.add(y.demanded_card_s).add(y.served_card_s).add(y.energy.it_kwh).add(y.energy.kwh);
    line.add(y.energy.green_kwh).add(y.energy.energy_cny).add(y.energy.carbon_kg);
    line.add(y.energy.location_carbon_kg).add(y.energy.water_litres).add(y.carriage_cny);
    line.add(y.network.kwh).add(y.network.carbon_kg).add(y.surcharge_cny).add(y.carbon_cny);
    text += line.finish();
  }
  return text;
}

std::string outages_csv(const Results& results) {
  std::string text = "part,kind,time,from_s,to_s,rerouted,stranded,stopped\n";
  CsvLine line;
  for (const Outage& outage : results.outages) {
    line.add(outage.part).add(to_string(outage.kind));
    line.add(format_civil_time(results.start, outage.from_s)).add(outage.from_s);
    line.add(std::isfinite(outage.to_s) ? outage.to_s : std::nan(""));
    line.add(outage.rerouted).add(outage.stranded).add(outage.stopped);
    text += line.finish();
  }
  return text;
}

JobsCsv::JobsCsv(OutputFile& file) : file_(file) {
  file_.write(
      "job,class,region,site,pool,accelerators,submitted_s,input_started_s,queued_s,started_s,"
      "ended_s,"
      "completed_s,state,energy_kwh,cost_cny,carbon_kg,weight,failures,preemptions,"
      "tenant\n");
}

void JobsCsv::on_job(const JobRecord& job) {
  const auto text = [](const std::string* from) {
    return from ? std::string_view{*from} : std::string_view{};
  };
  line_.add(job.job).add(text(job.workload)).add(text(job.region)).add(text(job.site));
  line_.add(text(job.pool)).add(job.accelerators).add(job.submitted_s).add(job.input_started_s);
  line_.add(job.queued_s).add(job.started_s).add(job.ended_s).add(job.completed_s);
  line_.add(to_string(job.state)).add(job.energy_kwh).add(job.cost_cny).add(job.carbon_kg);
  line_.add(job.weight).add(std::uint64_t{job.failures}).add(std::uint64_t{job.preemptions});
  line_.add(text(job.tenant));
  file_.write(line_.finish());
}

const char* to_string(Outage::Kind kind) {
  switch (kind) {
    case Outage::Kind::link:
      return "link";
    case Outage::Kind::node:
      return "node";
    case Outage::Kind::site:
      return "site";
    case Outage::Kind::pool:
      return "pool";
    case Outage::Kind::drain:
      return "drain";
    case Outage::Kind::power_cap:
      return "power_cap";
  }
  return "";
}

const char* to_string(JobState state) {
  switch (state) {
    case JobState::rejected:
      return "rejected";
    case JobState::moving:
      return "moving";
    case JobState::queued:
      return "queued";
    case JobState::running:
      return "running";
    case JobState::completed:
      return "completed";
    case JobState::failed:
      return "failed";
  }
  return "";
}

void write_results(const Results& results, OutputFolder& folder) {
  folder.file("summary.json").write(to_text(summary_json(results)));
  folder.file("sites.csv").write(sites_csv(results));
  folder.file("classes.csv").write(classes_csv(results));
  folder.file("regions.csv").write(regions_csv(results));
  const bool fed = std::any_of(results.sites.begin(), results.sites.end(),
                               [](const SiteResult& site) { return site.supply.has_value(); });
  if (fed) folder.file("supply.csv").write(supply_csv(results));
  folder.file("services.csv").write(services_csv(results));
  folder.file("tenants.csv").write(tenants_csv(results));
  if (results.economy) {
    folder.file("bills.csv").write(bills_csv(results));
    folder.file("operators.csv").write(operators_csv(results));
    folder.file("vouchers.csv").write(vouchers_csv(results));
  }
  folder.file("links.csv").write(links_csv(results));
  folder.file("years.csv").write(years_csv(results));
  folder.file("outages.csv").write(outages_csv(results));
  folder.file("levers.csv").write(levers_csv(results));
}

}  // namespace suanwang
