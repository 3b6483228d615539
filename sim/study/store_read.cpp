#include <charconv>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "sim/report/csv.hpp"
#include "sim/study/store_parts.hpp"

namespace suanwang {

StoredStudy StudyStore::study() const {
  return parts_->guarded([&] {
    StoredStudy study{parts_->about("name"), parts_->about("text"), parts_->about("folder"), 1, {}};
    const std::string replications = parts_->about("replications");
    std::from_chars(replications.data(), replications.data() + replications.size(),
                    study.replications);
    const auto overrides = nlohmann::json::parse(parts_->about("overrides"), nullptr, false);
    if (overrides.is_array()) study.overrides = overrides.get<std::vector<std::string>>();
    return study;
  });
}

std::vector<StoredCase> StudyStore::cases() const {
  return parts_->guarded([&] {
    std::vector<StoredCase> cases;
    SQLite::Statement query(
        *parts_->database,
        "SELECT cases.id, hash, name, settings, ifnull(position, -1), count(runs.id), "
        "count(runs.problem) FROM cases LEFT JOIN runs ON runs.case_id = cases.id "
        "GROUP BY cases.id ORDER BY position IS NULL, position, cases.id");
    while (query.executeStep()) {
      cases.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(),
                       query.getColumn(2).getString(), query.getColumn(3).getString(),
                       query.getColumn(4).getInt64(), query.getColumn(5).getInt64(),
                       query.getColumn(6).getInt64()});
    }
    return cases;
  });
}

std::vector<RunValues> StudyStore::all_values(const StudyPlan& plan) const {
  return parts_->guarded([&] {
    const Study& study = plan.study;
    RunValues none;
    none.values.assign(
        study.measures.size(),
        std::vector<double>(study.replications, std::numeric_limits<double>::quiet_NaN()));
    std::vector<RunValues> all(study.cases.size(), none);
    std::multimap<std::string, std::size_t> places;  // two cases may be the same
    for (std::size_t c = 0; c < plan.hashes.size(); ++c) places.emplace(plan.hashes[c], c);
    const auto each = [&](SQLite::Statement& query, auto found) {
      while (query.executeStep()) {
        const auto replication = static_cast<std::size_t>(query.getColumn(1).getInt64());
        if (replication >= study.replications) continue;
        const auto [first, last] = places.equal_range(query.getColumn(0).getString());
        for (auto place = first; place != last; ++place) found(all[place->second], replication);
      }
    };
    SQLite::Statement runs(*parts_->database,
                           "SELECT hash, replication, problem FROM runs "
                           "JOIN cases ON cases.id = case_id ORDER BY case_id, replication");
    each(runs, [&](RunValues& one, std::size_t) {
      ++one.runs;
      if (!runs.getColumn(2).isNull()) one.problems.push_back(runs.getColumn(2).getString());
    });
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      SQLite::Statement values(
          *parts_->database,
          "SELECT hash, replication, value FROM measure_names n "
          "JOIN measure_values v ON v.measure_id = n.id JOIN runs ON runs.id = run_id "
          "JOIN cases ON cases.id = case_id WHERE n.name = ? AND value IS NOT NULL");
      values.bind(1, study.measures[m].name());
      each(values, [&](RunValues& one, std::size_t replication) {
        one.values[m][replication] = values.getColumn(2).getDouble();
      });
    }
    return all;
  });
}

void StudyStore::export_csv(const std::function<void(const std::string& line)>& write) const {
  parts_->guarded([&] {
    std::vector<std::string> measures;
    SQLite::Statement names(*parts_->database, "SELECT name FROM measure_names ORDER BY name");
    while (names.executeStep()) measures.push_back(names.getColumn(0).getString());
    CsvLine line;
    line.add("case").add("settings").add("replication").add("seed").add("signature").add("problem");
    for (const std::string& measure : measures) line.add(measure);
    write(line.finish());

    SQLite::Statement runs(
        *parts_->database,
        "SELECT runs.id, name, settings, replication, seed, signature, ifnull(problem, '') "
        "FROM runs JOIN cases ON cases.id = runs.case_id WHERE position IS NOT NULL "
        "ORDER BY position, hash, replication");
    SQLite::Statement values(*parts_->database,
                             "SELECT n.name, v.value FROM measure_values v JOIN measure_names n ON "
                             "n.id = v.measure_id WHERE v.run_id = ? ORDER BY n.name");
    while (runs.executeStep()) {
      for (int column = 1; column < 7; ++column) line.add(runs.getColumn(column).getString());
      std::map<std::string, double> of_run;
      values.bind(1, runs.getColumn(0).getInt64());
      while (values.executeStep()) {
        if (!values.getColumn(1).isNull())
          of_run[values.getColumn(0).getString()] = values.getColumn(1).getDouble();
      }
      values.reset();
      for (const std::string& measure : measures) {
        const auto value = of_run.find(measure);
        if (value == of_run.end()) {
          line.add("");
        } else {
          line.add(value->second);
        }
      }
      write(line.finish());
    }
  });
}

void StudyStore::export_hours_csv(const std::function<void(const std::string& line)>& write) const {
  parts_->guarded([&] {
    CsvLine line;
    for (const char* column :
         {"case", "replication", "hour", "busy_card_h", "waiting_card_h", "down_card_h", "it_kwh",
          "kwh", "energy_cny", "carbon_kg", "carried_bytes"})
      line.add(column);
    write(line.finish());
    SQLite::Statement hours(
        *parts_->database,
        "SELECT name, replication, hour, busy_card_h, waiting_card_h, down_card_h, it_kwh, kwh, "
        "energy_cny, carbon_kg, carried_bytes FROM hourly JOIN runs ON runs.id = run_id "
        "JOIN cases ON cases.id = case_id WHERE position IS NOT NULL "
        "ORDER BY position, hash, replication, hour");
    while (hours.executeStep()) {
      line.add(hours.getColumn(0).getString());
      line.add(hours.getColumn(1).getInt64()).add(hours.getColumn(2).getInt64());
      for (int column = 3; column < 11; ++column) line.add(hours.getColumn(column).getDouble());
      write(line.finish());
    }
  });
}

}  // namespace suanwang
