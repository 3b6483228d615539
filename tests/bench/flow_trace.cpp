#include "tests/bench/flow_trace.hpp"

#include <cstdio>
#include <cstdlib>

namespace suanwang::bench {
namespace {

class BinaryFile {
 public:
  BinaryFile(const std::string& name, const char* mode) : name_(name) {
    file_ = std::fopen(name.c_str(), mode);
    if (!file_) fail();
  }
  BinaryFile(const BinaryFile&) = delete;
  ~BinaryFile() {
    if (std::fclose(file_) != 0) fail();
  }

  template <typename T>
  void put(const T& value) {
    put(&value, 1);
  }
  template <typename T>
  void put_list(const std::vector<T>& values) {
    put(values.size());
    put(values.data(), values.size());
  }
  template <typename T>
  T get() {
    T value;
    get(&value, 1);
    return value;
  }
  template <typename T>
  std::vector<T> get_list() {
    std::vector<T> values(get<std::size_t>());
    get(values.data(), values.size());
    return values;
  }

 private:
  template <typename T>
  void put(const T* values, std::size_t count) {
    if (std::fwrite(values, sizeof(T), count, file_) != count) fail();
  }
  template <typename T>
  void get(T* values, std::size_t count) {
    if (std::fread(values, sizeof(T), count, file_) != count) fail();
  }
  [[noreturn]] void fail() {
    std::perror(name_.c_str());
    std::exit(2);
  }

  std::string name_;
  std::FILE* file_;
};

}  // namespace

void write_trace(const FlowTrace& trace, const std::string& name) {
  BinaryFile file(name, "wb");
  file.put_list(trace.capacity_bps);
  file.put(trace.routes.size());
  for (const FlowTrace::Route& route : trace.routes) {
    file.put_list(route.links);
    file.put(route.cap_bps);
    file.put(route.from);
    file.put(route.to);
  }
  file.put_list(trace.transfers);
}

FlowTrace read_trace(const std::string& name) {
  BinaryFile file(name, "rb");
  FlowTrace trace;
  trace.capacity_bps = file.get_list<double>();
  trace.routes.resize(file.get<std::size_t>());
  for (FlowTrace::Route& route : trace.routes) {
    route.links = file.get_list<std::uint32_t>();
    route.cap_bps = file.get<double>();
    route.from = file.get<std::uint32_t>();
    route.to = file.get<std::uint32_t>();
  }
  trace.transfers = file.get_list<FlowTrace::Transfer>();
  return trace;
}

void write_moved(const Moved& moved, const std::string& name) {
  BinaryFile file(name, "wb");
  file.put(moved.cpu_s);
  file.put(moved.peak_rss_bytes);
  file.put_list(moved.done_s);
}

Moved read_moved(const std::string& name) {
  BinaryFile file(name, "rb");
  Moved moved;
  moved.cpu_s = file.get<double>();
  moved.peak_rss_bytes = file.get<std::uint64_t>();
  moved.done_s = file.get_list<double>();
  return moved;
}

}  // namespace suanwang::bench
