#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/queue/replay.hpp"

namespace suanwang {

/// The shared traces; an empty path where they are not here, which then is said.
std::filesystem::path shared_traces();

/// Lines of a text file, packed by gzip or not. Throws where it cannot be read.
std::vector<std::string> lines_of(const std::filesystem::path& file);

/// Which jobs of a log are kept, and what is made of their fields.
enum class LogFilter {
  strong,      ///< request, widths and run time known; runs are cut off at their request
  no_request,  ///< for logs that lack requests: the request of each job is its run time
};

/// The jobs of a log in Standard Workload Format that can run on `cards` processors, by submission,
/// equals in the order of the log.
std::vector<LogJob> read_log(const std::filesystem::path& file, std::int64_t cards,
                             LogFilter filter);

}  // namespace suanwang
