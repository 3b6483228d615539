#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/run_listeners.hpp"
#include "sim/report/output_file.hpp"

namespace suanwang {

/// One line of a CSV file (RFC 4180): commas between fields, quotes where a field needs them.
class CsvLine {
 public:
  CsvLine& add(std::string_view text);
  /// The shortest digits that read back exactly; nothing for NaN.
  CsvLine& add(double value);
  CsvLine& add(std::int64_t value);
  CsvLine& add(std::uint64_t value);
  CsvLine& add(const char* text) { return add(std::string_view{text}); }
  CsvLine& add(const std::string& text) { return add(std::string_view{text}); }

  /// The line with its end; the next add() begins another.
  const std::string& finish();

 private:
  void separate();

  std::string text_;
  bool finished_ = true;  ///< nothing on the line yet
};

/// The tables of a run, each with a heading line; columns carry their unit.
std::string sites_csv(const Results& results);
/// One line for each site with a supply of its own, then one for each month of its demand charge.
std::string supply_csv(const Results& results);
std::string classes_csv(const Results& results);
std::string regions_csv(const Results& results);
std::string services_csv(const Results& results);
std::string tenants_csv(const Results& results);
std::string links_csv(const Results& results);
/// One line per hour and site, from the start of the run; utilization is busy / installed of that
/// hour.
std::string hourly_csv(const Results& results);
/// One line per hour and fibre route, from the start of the run.
std::string hourly_links_csv(const Results& results);
/// One line per civil year of the measured window.
std::string years_csv(const Results& results);
/// One line for each time that something was down; `to_s` is empty where it still is.
std::string outages_csv(const Results& results);

/// Writes jobs.csv as the jobs come: one line each, in the order in which they ended.
class JobsCsv final : public JobListener {
 public:
  /// `file` outlives this writer; the heading is written at once.
  explicit JobsCsv(OutputFile& file);
  void on_job(const JobRecord& job) override;

 private:
  OutputFile& file_;
  CsvLine line_;
};

/// Writes hourly.csv and hourly_links.csv as the hours pass, so that no run is too long for it: the
/// same lines as hourly_csv() and hourly_links_csv().
class HourlyCsv final : public HourListener {
 public:
  /// The scenario and the files outlive this writer; the headings are written at once.
  HourlyCsv(const Scenario& scenario, OutputFile& sites, OutputFile& links);
  void on_hour(const HourRecord& hour) override;

 private:
  const Scenario& scenario_;
  OutputFile& sites_;
  OutputFile& links_;
  std::vector<double> cards_;  ///< by site
  CsvLine line_;
};

/// `link`, `site`, `power_cap`, ... as outages.csv spells it.
const char* to_string(Outage::Kind kind);

/// `rejected`, `moving`, ... as jobs.csv spells it.
const char* to_string(JobState state);

/// Writes summary.json and the CSV tables into a folder, which is not committed; those of the hours
/// are HourlyCsv's.
void write_results(const Results& results, OutputFolder& folder);

}  // namespace suanwang
