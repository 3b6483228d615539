#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "sim/app/commands.hpp"

namespace suanwang {
namespace {

int output_error = 0;  ///< errno of the first failed write

void note_failure() {
  if (output_error == 0) output_error = errno ? errno : EIO;
}

}  // namespace

void print(const std::string& text) {
  if (output_error != 0) return;
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) note_failure();
}

void flush_output() {
  errno = 0;
  if (output_error == 0 && std::fflush(stdout) != 0) note_failure();
  if (output_error == 0 || output_error == EPIPE) return;
  throw std::runtime_error(std::string{"cannot write to standard output: "} +
                           std::strerror(output_error));
}

void print_problems(const Loaded& loaded) {
  for (const Diagnostic& warning : loaded.warnings) fmt::print(stderr, "{}\n", to_string(warning));
  for (const Diagnostic& problem : loaded.problems) fmt::print(stderr, "{}\n", to_string(problem));
}

}  // namespace suanwang
