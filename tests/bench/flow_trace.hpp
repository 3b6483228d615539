#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace suanwang::bench {

/// Transfers to be moved over a network, in the order of their starts.
struct FlowTrace {
  struct Route {
    std::vector<std::uint32_t> links;
    double cap_bps;                  ///< of each unit of weight; may be infinite
    std::uint32_t from = 0, to = 0;  ///< nodes, for who asks for them
  };
  struct Transfer {
    double start_s;
    double bits;
    double weight;
    std::uint32_t route;
  };

  std::vector<double> capacity_bps;  ///< by link
  std::vector<Route> routes;
  std::vector<Transfer> transfers;
};

/// What a program made of a trace.
struct Moved {
  double cpu_s = 0;  ///< of the moving alone
  std::uint64_t peak_rss_bytes = 0;
  std::vector<double> done_s;  ///< by transfer
};

/// Files in which one program of this bench hands them to another on the same machine: the bytes of
/// the values, counts before lists. All exit with a message where a file cannot be had.
void write_trace(const FlowTrace& trace, const std::string& file);
FlowTrace read_trace(const std::string& file);
void write_moved(const Moved& moved, const std::string& file);
Moved read_moved(const std::string& file);

}  // namespace suanwang::bench
