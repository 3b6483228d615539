#pragma once

namespace suanwang {

/// The version of the program with twelve digits that stand for the sources of its engine, such as
/// `0.1.0+3f2a9c1e5b7d`: stored runs are known by it, so that a changed engine makes them anew. The
/// build writes it; see sim/package/engine_version.cmake.
const char* engine_version();

}  // namespace suanwang
