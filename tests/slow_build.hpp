#pragma once

// SUANWANG_SLOW_BUILD: with sanitizers, where a run takes some ten times as long. Tests of many
// national runs leave them out; the golden scenarios go through the same code.
#if defined(__SANITIZE_ADDRESS__)
#define SUANWANG_SLOW_BUILD 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SUANWANG_SLOW_BUILD 1
#endif
#endif
