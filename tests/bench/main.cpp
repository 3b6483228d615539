// `./do bench [PART...] [--long]`: prints figures, part by part; exits 1 if one misses its goal.

#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>

#include <string_view>
#include <vector>

#include "tests/bench/bench.hpp"

namespace suanwang::bench {
namespace {

bool all_met = true;

struct Part {
  std::string_view name, about;
  void (*run)(const Options& options);
};

constexpr std::array parts{
    Part{"easy", "a queue with EASY backfilling, against a scan of all of it", easy},
    Part{"flows", "transfers that share links, against SimGrid", flows},
    Part{"live", "what one move of a slider of the live page costs", live},
    Part{"nation", "the full-size national day, and the scaled one against it", nation},
    Part{"sweep", "many runs: threads, ranks, the store", sweep},
    Part{"years", "ten years of the scaled nation against one", years},
};

int usage() {
  fmt::print(stderr, "usage: ./do bench [PART...] [--long]\n\n");
  for (const Part& part : parts) fmt::print(stderr, "  {:<8} {}\n", part.name, part.about);
  fmt::print(stderr, "  --long   also what takes minutes by itself\n");
  return 2;
}

int run(const std::vector<std::string_view>& arguments) {
  Options options;
  std::vector<const Part*> chosen;
  for (const std::string_view argument : arguments) {
    const auto part =
        std::find_if(parts.begin(), parts.end(), [&](const Part& p) { return p.name == argument; });
    if (argument == "--long") {
      options.take_long = true;
    } else if (part != parts.end()) {
      chosen.push_back(part);
    } else {
      return usage();
    }
  }
  if (chosen.empty()) {
    for (const Part& part : parts) chosen.push_back(&part);
  }
  for (const Part* part : chosen) part->run(options);
  return all_met ? 0 : 1;
}

}  // namespace

void goal(const std::string& what, bool met) {
  fmt::print("  {}  {}\n", met ? "met   " : "MISSED", what);
  all_met = all_met && met;
}

void progress(const std::string& what) {
  if (isatty(2)) fmt::print(stderr, "\r\033[K{}", what.empty() ? "" : "  " + what);
}

double cpu_s() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

std::uint64_t peak_rss_bytes() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return 1024 * static_cast<std::uint64_t>(usage.ru_maxrss);
}

}  // namespace suanwang::bench

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 1 << 16);  // figures appear as they are found
  return suanwang::bench::run({argv + 1, argv + argc});
}
