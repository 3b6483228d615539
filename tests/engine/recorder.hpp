#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/engine/simulate.hpp"

namespace suanwang {

/// Keeps every job told of, with its names copied.
class Recorder final : public JobListener {
 public:
  struct Row {
    JobRecord record;
    std::string workload, region, site;
  };
  std::vector<Row> rows;

  void on_job(const JobRecord& job) override {
    rows.push_back({job, *job.workload, *job.region, job.site ? *job.site : ""});
  }

  /// The only job of a class.
  const Row& of(const std::string& workload) const {
    for (const Row& row : rows) {
      if (row.workload == workload) return row;
    }
    throw std::out_of_range(workload);
  }
};

}  // namespace suanwang
