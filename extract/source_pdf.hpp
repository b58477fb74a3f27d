#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "extract/source_pdf_text.hpp"

namespace accord {

/// What reading one PDF may cost.
struct PdfLimits {
  std::size_t max_text = std::size_t{64} << 20;   ///< bytes that come out
  std::size_t max_memory = std::size_t{1} << 30;  ///< bytes of address space of the child
  std::chrono::seconds time{60};
};

/// True if the bytes begin like a PDF.
bool looks_like_pdf(std::string_view head);

/// The text of a PDF in reading order, columns one after the other, a form feed behind each page, and the places of its
/// lines. Poppler's pdftotext
/// reads it in a process of its own, so that a hostile file can hurt neither our memory nor our time.
/// Throws Error when the file is damaged, encrypted, only pictures, passes a limit, or pdftotext is not installed.
PdfText read_pdf(std::string_view bytes, const std::string& name, const PdfLimits& limits = {});

}  // namespace accord
