#include "tests/queue/swf_log.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace suanwang {

namespace fs = std::filesystem;

fs::path shared_traces() {
  const char* named = std::getenv("SUANWANG_SHARED");
  const fs::path shared =
      named && *named ? fs::path{named} : fs::path{SUANWANG_SOURCE_DIR "/../shared"};
  if (fs::exists(shared / "traces" / "expected.json")) return shared / "traces";
  std::cout << "SKIPPED: ../shared/traces is not here\n";
  return {};
}

std::vector<std::string> lines_of(const fs::path& file) {
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> in(gzopen(file.c_str(), "rb"), gzclose);
  std::string text;
  std::array<char, 1 << 16> buffer;
  int count = in ? 1 : -1;
  while (count > 0) {
    count = gzread(in.get(), buffer.data(), buffer.size());
    if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  if (count < 0) throw std::runtime_error("cannot read " + file.string());
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<LogJob> read_log(const fs::path& file, std::int64_t cards, LogFilter filter) {
  std::vector<LogJob> jobs;
  for (const std::string& line : lines_of(file)) {
    if (line.empty() || line[0] == ';') continue;
    std::istringstream fields(line);
    std::array<double, 18> field;  // fields are numbered from 1 in the format
    for (double& f : field) fields >> f;
    if (!fields) throw std::runtime_error("not 18 numbers: " + line);
    const double allocated = field[4];
    double width = field[7];
    if (allocated > static_cast<double>(cards) || width > static_cast<double>(cards)) continue;
    if (width <= 0) width = allocated;
    LogJob job;
    job.id = static_cast<std::int64_t>(field[0]);
    job.submit_s = field[1];
    job.run_s = field[3];
    job.cards = static_cast<std::int64_t>(width);
    job.requested_s = filter == LogFilter::strong ? field[8] : field[3];
    if (job.cards <= 0 || job.run_s <= 0 || job.requested_s <= 0 || job.submit_s < 0) continue;
    job.run_s = std::min(job.run_s, job.requested_s);
    jobs.push_back(job);
  }
  std::stable_sort(jobs.begin(), jobs.end(),
                   [](const LogJob& a, const LogJob& b) { return a.submit_s < b.submit_s; });
  return jobs;
}

}  // namespace suanwang
