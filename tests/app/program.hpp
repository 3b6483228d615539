#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

// What the tests of the program share: it is run as a person at a terminal would.
namespace program {

namespace fs = std::filesystem;

struct Outcome {
  int status = -1;  ///< exit status; 128 + signal where one ended it
  std::string out, error;
};

inline std::string content(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// A folder of its own, gone with the test.
struct Scratch {
  fs::path path;
  explicit Scratch(const std::string& name)
      : path(fs::temp_directory_path() / ("suanwang-" + name + "-" + std::to_string(::getpid()))) {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Scratch() { fs::remove_all(path); }
};

/// Runs `suanwang` through a shell; `arguments` may redirect, in English unless they say otherwise.
inline Outcome suanwang(const std::string& arguments, const std::string& environment = "") {
  const Scratch scratch("app");
  const std::string out = (scratch.path / "out").string(), error = (scratch.path / "err").string();
  const std::string command = "{ LC_ALL=C.UTF-8 SUANWANG_SHARE= " + environment +
                              " " SUANWANG_BINARY " " + arguments + "; } >" + out + " 2>" + error;
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), content(out),
          content(error)};
}

inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace program
