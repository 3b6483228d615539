#pragma once

#include <unistd.h>
#include <zlib.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/trace/trace_reader.hpp"

// What the tests of traces share.
namespace suanwang::traces {

namespace fs = std::filesystem;

inline const fs::path kFolder = SUANWANG_SOURCE_DIR "/tests/workload/traces";

/// A folder of its own, gone with the test.
struct Scratch {
  fs::path path;
  explicit Scratch(const std::string& name)
      : path(fs::temp_directory_path() /
             ("suanwang-trace-" + name + "-" + std::to_string(::getpid()))) {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Scratch() { fs::remove_all(path); }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
    return (path / name).string();
  }
};

inline std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string gzip(const std::string& text) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("deflateInit2");
  }
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

inline TraceSpec spec(TraceFormat format, const fs::path& file,
                      TraceFilter filter = TraceFilter::none) {
  TraceSpec spec;
  spec.format = format;
  spec.file = file.string();
  spec.filter = filter;
  return spec;
}

inline std::vector<TraceJob> all(TraceReader& reader) {
  std::vector<TraceJob> jobs;
  while (auto job = reader.next()) jobs.push_back(*job);
  return jobs;
}

inline std::vector<std::uint64_t> numbers(const std::vector<TraceJob>& jobs) {
  std::vector<std::uint64_t> numbers;
  for (const TraceJob& job : jobs) numbers.push_back(job.number);
  return numbers;
}

inline std::vector<double> submissions(const std::vector<TraceJob>& jobs) {
  std::vector<double> times;
  for (const TraceJob& job : jobs) times.push_back(job.submit_s);
  return times;
}

inline const TraceCount& dropped(const TraceReader& reader, TraceDrop why) {
  return reader.account().dropped[static_cast<std::size_t>(why)];
}
inline const TraceCount& changed(const TraceReader& reader, TraceChange what) {
  return reader.account().changed[static_cast<std::size_t>(what)];
}

/// What a trace's problem says; empty if all of it can be read.
inline std::string problem(const TraceSpec& spec) {
  try {
    TraceReader reader(spec);
    all(reader);
  } catch (const TraceProblem& problem) {
    return problem.what();
  }
  return {};
}

/// The shared traces, or an empty path, which then is said.
inline fs::path shared() {
  const char* named = std::getenv("SUANWANG_SHARED");
  const fs::path folder =
      (named && *named ? fs::path{named} : fs::path{SUANWANG_SOURCE_DIR "/../shared"}) / "traces";
  if (fs::exists(folder / "expected.json")) return folder;
  std::cout << "SKIPPED: ../shared/traces is not here\n";
  return {};
}

}  // namespace suanwang::traces
