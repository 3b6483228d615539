#include "sim/web/bundle.hpp"

// The files are put into the program by the assembler as they are: half a megabyte of text would
// take a compiler seconds. CMake names them; see sim/web/page/page.cmake.
asm(R"(
  .section .rodata
  .global suanwang_page_script
  .global suanwang_page_script_end
  .global suanwang_page_style
  .global suanwang_page_style_end
suanwang_page_script:
  .incbin ")" SUANWANG_PAGE_SCRIPT R"("
suanwang_page_script_end:
  .byte 0
suanwang_page_style:
  .incbin ")" SUANWANG_PAGE_STYLE R"("
suanwang_page_style_end:
  .byte 0
  .text
)");

extern "C" {
extern const char suanwang_page_script[], suanwang_page_script_end[];
extern const char suanwang_page_style[], suanwang_page_style_end[];
}

namespace suanwang {

std::string_view page_script() { return {suanwang_page_script, suanwang_page_script_end}; }

std::string_view page_style() { return {suanwang_page_style, suanwang_page_style_end}; }

}  // namespace suanwang
