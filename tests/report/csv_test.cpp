#include "sim/report/csv.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>

#include "sim/report/format.hpp"
#include "tests/report/sample_results.hpp"

using namespace suanwang;
namespace fs = std::filesystem;

namespace {

/// A folder of its own, gone with the test.
struct Scratch {
  fs::path path = fs::temp_directory_path() / ("suanwang-csv-" + std::to_string(::getpid()));
  Scratch() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Scratch() { fs::remove_all(path); }

  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path), fs::directory_iterator{}));
  }
};

std::string content(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) result.push_back(line);
  return result;
}

}  // namespace

TEST_CASE("csv: fields are quoted where they need it", "[report]") {
  CsvLine line;
  line.add("plain").add("a,b").add("say \"so\"").add("two\nlines").add("").add("中卫");
  CHECK(line.finish() == "plain,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",,中卫\n");
  line.add("").add(1.5);  // a line that begins with an empty field
  CHECK(line.finish() == ",1.5\n");
}

TEST_CASE("csv: numbers read back exactly and NaN is an empty field", "[report]") {
  for (const double value :
       {0.1 + 0.2, 1e-300, 1.7976931348623157e308, 2592000.0000000005, 0.0, -1.5}) {
    CsvLine line;
    CHECK(std::strtod(line.add(value).finish().c_str(), nullptr) == value);
  }
  CsvLine line;
  line.add("x").add(std::numeric_limits<double>::quiet_NaN()).add(3.0);
  CHECK(line.finish() == "x,,3\n");
}

TEST_CASE("csv: every line of a table has as many fields as its heading", "[report]") {
  Results results = sample_results();
  results.tenants.push_back({"one", {}});
  const std::size_t tables_rows[] = {6, 3, 6, 2, 48 * 6, 1, results.services.size()};
  std::size_t t = 0;
  for (const std::string& table :
       {sites_csv(results), classes_csv(results), regions_csv(results), links_csv(results),
        hourly_csv(results), tenants_csv(results), services_csv(results)}) {
    const auto rows = lines(table);
    CHECK(rows.size() == 1 + tables_rows[t++]);
    for (const auto& row : rows) {
      bool quoted = false;
      long commas = 0;
      for (const char c : row) {
        if (c == '"') quoted = !quoted;
        if (c == ',' && !quoted) ++commas;
      }
      CHECK(commas == std::count(rows[0].begin(), rows[0].end(), ','));
    }
  }
  CHECK(lines(hourly_csv(results))[6 * 13 + 1].starts_with("46800,2025-03-05 13:00,fujian-local,"));
}

TEST_CASE("csv: jobs.csv begins with the columns of the contract", "[report]") {
  const Scratch scratch;
  OutputFolder folder(scratch.path);
  JobsCsv jobs(folder.file("jobs.csv"));
  const std::string workload = "fine,tune", region = "shanghai", site = "zhongwei", pool = "npu",
                    tenant = "city";
  const double nan = std::numeric_limits<double>::quiet_NaN();
  JobRecord job{7,     1,      &workload, &region, &site, &pool, 4,   0, 0,    100.5,
                100.5, 3700.5, 3711,      {},      3,     2,     2.5, 1, 0.25, &tenant};
  jobs.on_job(job);
  job = {8,   100, &workload,          &region, nullptr, nullptr, 8, 5, nan,    nan, nan,
         nan, nan, JobState::rejected, 0,       0,       0,       0, 0, nullptr};
  jobs.on_job(job);
  folder.commit();
  // JobState{} is the first of its values.
  CHECK(
      content(scratch.path / "jobs.csv") ==
      "job,class,region,site,pool,accelerators,submitted_s,input_started_s,queued_s,started_s,"
      "ended_s,"
      "completed_s,state,energy_kwh,cost_cny,carbon_kg,weight,failures,preemptions,tenant\n"
      "7,\"fine,tune\",shanghai,zhongwei,npu,4,0,0,100.5,100.5,3700.5,3711,rejected,2.5,1,0.25,1,3,"
      "2,city\n"
      "8,\"fine,tune\",shanghai,,,8,5,,,,,,rejected,0,0,0,100,0,0,\n");
}

TEST_CASE("csv: outages and the hours of links", "[report]") {
  Results results = sample_results();
  const std::size_t links = results.links.size();
  results.link_hours.assign(2 * links, {});
  results.link_hours[links] = {16, 8, 1800};  // the first link in the second hour
  using Kind = Outage::Kind;
  const double kInfinity = std::numeric_limits<double>::infinity();
  results.outages = {{"sh-zw", Kind::link, 5400, 7200, 3, 1, 0},
                     {"wuhan", Kind::node, 9000, kInfinity, 0, 0, 0},
                     {"zhongwei", Kind::site, 9000, kInfinity, 0, 0, 7},
                     {"zhongwei/npu", Kind::pool, 9000, kInfinity, 0, 0, 6},
                     {"zhongwei", Kind::drain, 9000, kInfinity, 0, 0, 0},
                     {"zhongwei", Kind::power_cap, 9000, kInfinity, 0, 0, 5}};
  const auto hours = lines(hourly_links_csv(results));
  REQUIRE(hours.size() == 1 + 2 * links);
  CHECK(hours[1 + links] ==
        "3600," + format_civil_time(results.start, 3600) + "," + results.links[0].id + ",2,1,1800");
  const auto outages = lines(outages_csv(results));
  REQUIRE(outages.size() == 7);
  CHECK(outages[0] == "part,kind,time,from_s,to_s,rerouted,stranded,stopped");
  CHECK(outages[1] == "sh-zw,link," + format_civil_time(results.start, 5400) + ",5400,7200,3,1,0");
  const std::string later = "," + format_civil_time(results.start, 9000) + ",9000,,0,0,";
  CHECK(outages[2] == "wuhan,node" + later + "0");
  CHECK(outages[3] == "zhongwei,site" + later + "7");
  CHECK(outages[4] == "zhongwei/npu,pool" + later + "6");
  CHECK(outages[5] == "zhongwei,drain" + later + "0");
  CHECK(outages[6] == "zhongwei,power_cap" + later + "5");
}

TEST_CASE("csv: what was in vain, and hours with cards that are down", "[report]") {
  Results results = sample_results();
  results.sites[0].waste = {11, 12, 13, 14, 15};
  results.sites[0].node_failures = 16;
  results.classes[0].waste = {21, 22, 23, 24, 25};
  results.classes[0].stranded_card_s = 26;
  CHECK(lines(sites_csv(results))[1].find(",11,12,13,14,15,16,") != std::string::npos);
  CHECK(lines(classes_csv(results))[1].find(",21,22,23,24,25,26,") != std::string::npos);
  // Half of the cards down for the hour, all others busy: fully used.
  const double cards = static_cast<double>(results.sites[0].cards);
  results.hours[0] = {};
  results.hours[0].batch_card_s = results.hours[0].down_card_s = cards * 1800;
  CsvLine line;
  const std::string half = "," + lines(line.add(cards * 1800).finish()).front();
  const std::string hour = lines(hourly_csv(results))[1];
  CHECK(hour.find(half + ",0,0,1,") != std::string::npos);
  CHECK(hour.ends_with(half + ",0,0,0,0,0,0,0,0"));
}

TEST_CASE("output: files appear together and only when all is well", "[report]") {
  const Scratch scratch;
  const fs::path made = scratch.path / "a" / "b";
  {
    OutputFolder folder(made);
    write_results(sample_results(), folder);
    CHECK_FALSE(fs::exists(made / "summary.json"));
    folder.commit();
  }
  for (const char* name :
       {"summary.json", "sites.csv", "classes.csv", "regions.csv", "links.csv", "services.csv",
        "tenants.csv", "years.csv", "outages.csv", "levers.csv"}) {
    CHECK(fs::file_size(made / name) > 0);
  }
  CHECK(std::distance(fs::directory_iterator(made), fs::directory_iterator{}) == 10);
}

TEST_CASE("output: bills, operators and vouchers are written where there is an economy",
          "[report]") {
  const Scratch scratch;
  Results results = sample_results();
  for (const bool billed : {false, true}) {
    if (billed) results.economy.emplace().operators.resize(results.sites.size());
    OutputFolder folder(scratch.path);
    write_results(results, folder);
    folder.commit();
    for (const char* name : {"bills.csv", "operators.csv", "vouchers.csv"})
      CHECK(fs::exists(scratch.path / name) == billed);
  }
}

TEST_CASE("output: what is not committed leaves nothing behind", "[report]") {
  const Scratch scratch;
  std::ofstream(scratch.path / "sites.csv") << "old";
  {
    OutputFolder folder(scratch.path);
    write_results(sample_results(), folder);
    CHECK(scratch.files() == 11);  // the old one and ten unfinished ones
  }
  CHECK(scratch.files() == 1);
  CHECK(content(scratch.path / "sites.csv") == "old");
  {
    OutputFolder folder(scratch.path / "new");
    write_results(sample_results(), folder);
  }
  CHECK(scratch.files() == 1);
}

TEST_CASE("output: a full device is an error with path and reason", "[report]") {
  const Scratch scratch;
  fs::create_symlink("/dev/full", scratch.path / "sites.csv");
  {
    OutputFolder folder(scratch.path);
    CHECK_THROWS_WITH(
        [&] {
          write_results(sample_results(), folder);
          folder.commit();
        }(),
        Catch::Contains("/dev/full") && Catch::Contains("No space left"));
  }
  CHECK(scratch.files() == 1);  // the link alone
}

TEST_CASE("output: a disk that fills up while writing leaves nothing behind", "[report]") {
  const Scratch scratch;
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &limit) == 0);
  const rlimit small{100000, limit.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  bool thrown = false;
  try {
    OutputFile file(scratch.path / "jobs.csv");
    for (int i = 0; i < 10000; ++i) file.write("a line of some length, again and again\n");
    file.commit();
  } catch (const std::runtime_error& error) {
    thrown = std::string{error.what()}.find("jobs.csv: cannot write") != std::string::npos;
  }
  ::setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, before);
  CHECK(thrown);
  CHECK(scratch.files() == 0);
}

TEST_CASE("output: a folder that cannot be made, and one in the way of a file", "[report]") {
  const Scratch scratch;
  std::ofstream(scratch.path / "file") << "x";
  CHECK_THROWS_WITH(OutputFolder(scratch.path / "file" / "deeper"),
                    Catch::Contains("cannot make the folder"));
  CHECK_THROWS_WITH(OutputFolder(scratch.path / "file"), Catch::Contains("file"));

  fs::create_directory(scratch.path / "sites.csv");
  {
    OutputFolder folder(scratch.path);
    write_results(sample_results(), folder);
    CHECK_THROWS_WITH(folder.commit(), Catch::Contains("sites.csv"));
  }
  CHECK(scratch.files() == 2);
}
