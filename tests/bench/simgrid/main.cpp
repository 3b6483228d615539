// `suanwang_bench_simgrid TRACE MOVED`: the transfers of a trace in SimGrid, as fast as its public
// interface lets them go. No actors: a kernel timer, set again and again, starts them, and a signal
// tells of their ends. Fluid sharing and nothing else, as in our engine: links have no latency (it
// is paid before the start), and neither cross-traffic nor TCP's window nor its bias by round-trip
// time count.

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <simgrid/kernel/Timer.hpp>
#include <simgrid/s4u.hpp>

#include "tests/bench/flow_trace.hpp"

namespace sg = simgrid::s4u;
using suanwang::bench::FlowTrace;
using suanwang::bench::Moved;

namespace {

double cpu_s() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// The hosts between which the routes of a trace lead.
class Network {
 public:
  explicit Network(const FlowTrace& trace) : trace_(trace) {
    auto* zone = sg::create_full_zone("all");
    std::vector<sg::Link*> links;
    for (std::size_t l = 0; l < trace.capacity_bps.size(); ++l) {
      links.push_back(zone->create_link("l" + std::to_string(l), trace.capacity_bps[l] / 8));
      links.back()->set_latency(0)->seal();
    }
    std::uint32_t nodes = 0;
    for (const FlowTrace::Route& route : trace.routes) {
      nodes = std::max({nodes, route.from + 1, route.to + 1});
    }
    for (std::uint32_t n = 0; n < nodes; ++n) {
      hosts_.push_back(zone->create_host("n" + std::to_string(n), 1e9)->seal());
    }
    for (const FlowTrace::Route& route : trace.routes) {
      std::vector<sg::LinkInRoute> over;
      for (const std::uint32_t l : route.links) over.emplace_back(links[l]);
      zone->add_route(hosts_[route.from]->get_netpoint(), hosts_[route.to]->get_netpoint(), nullptr,
                      nullptr, over, false);
    }
    zone->seal();
  }
  sg::Host* from(std::uint32_t route) const { return hosts_[trace_.routes[route].from]; }
  sg::Host* to(std::uint32_t route) const { return hosts_[trace_.routes[route].to]; }

 private:
  const FlowTrace& trace_;
  std::vector<sg::Host*> hosts_;
};

class Mover {
 public:
  Mover(const FlowTrace& trace, Moved& moved) : trace_(trace), moved_(moved), network_(trace) {
    moved.done_s.assign(trace.transfers.size(), -1);
    under_way_.resize(trace.transfers.size());
    const auto on_done = [this](const auto& activity) {
      const auto id = reinterpret_cast<std::uintptr_t>(activity.template get_data<void>());
      moved_.done_s[id] = sg::Engine::get_clock();
      // SimGrid still holds it in its hands: let go at the next start.
      done_.push_back(std::move(under_way_[id]));
    };
    sg::Comm::on_completion_cb(on_done);
    set_timer();
  }

 private:
  void set_timer() {
    if (next_ == trace_.transfers.size()) return;
    simgrid::kernel::timer::Timer::set(trace_.transfers[next_].start_s, [this] { start(); });
  }

  void start() {
    done_.clear();
    const double now_s = sg::Engine::get_clock();
    for (; next_ < trace_.transfers.size(); ++next_) {
      const FlowTrace::Transfer& transfer = trace_.transfers[next_];
      if (transfer.start_s > now_s) break;
      sg::CommPtr comm = sg::Comm::sendto_init();
      comm->set_data(reinterpret_cast<void*>(next_));
      comm->set_payload_size(static_cast<std::uint64_t>(transfer.bits / 8));
      comm->set_source(network_.from(transfer.route));
      comm->set_destination(network_.to(transfer.route));
      if (comm->get_state() != sg::Activity::State::STARTED) comm->start();
      under_way_[next_] = comm;
    }
    set_timer();
  }

  const FlowTrace& trace_;
  Moved& moved_;
  Network network_;
  std::vector<sg::ActivityPtr> under_way_, done_;
  std::uintptr_t next_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  sg::Engine engine(&argc, argv);
  if (argc != 3) return 2;
  for (const char* setting :
       {"network/model:CM02", "network/crosstraffic:0", "network/weight-S:0", "network/TCP-gamma:0",
        "maxmin/precision:1e-12", "surf/precision:1e-12"}) {
    sg::Engine::set_config(setting);
  }
  const FlowTrace trace = suanwang::bench::read_trace(argv[1]);
  Moved moved;
  Mover mover(trace, moved);
  const double began_s = cpu_s();
  engine.run();
  moved.cpu_s = cpu_s() - began_s;
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  moved.peak_rss_bytes = 1024 * static_cast<std::uint64_t>(usage.ru_maxrss);
  suanwang::bench::write_moved(moved, argv[2]);
  std::fflush(nullptr);
  _Exit(0);  // not to wait for its own clearing up
}
