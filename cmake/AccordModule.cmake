# What every target of the project shares.
include(GNUInstallDirs)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

add_library(accord_options INTERFACE)
target_compile_features(accord_options INTERFACE cxx_std_20)
target_compile_options(accord_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor)
option(ACCORD_WERROR "Warnings are errors" OFF)
if(ACCORD_WERROR)
  target_compile_options(accord_options INTERFACE -Werror)
endif()
if(ACCORD_SANITIZE)
  target_compile_options(accord_options INTERFACE -fsanitize=${ACCORD_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(accord_options INTERFACE -fsanitize=${ACCORD_SANITIZE})
  if(ACCORD_SANITIZE MATCHES "undefined")
    # RapidJSON 1.1 measures its empty stack by adding to a null pointer.
    target_compile_options(accord_options INTERFACE -fno-sanitize=pointer-overflow)
  endif()
endif()

if(ACCORD_FUZZ)
  # The fuzzer steers by what an input reaches, so all of our code counts its edges.
  target_compile_options(accord_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# accord_module(NAME SOURCES … HEADERS … LINK …): a library of the road with its public headers.
# LINK libraries are private: their headers stay inside .cpp files. DEPENDS is the module before it.
function(accord_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;LINK;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  add_library(accord::${name} ALIAS ${name})
  target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${ARG_HEADERS})
  target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:accord_options> ${ARG_LINK} PUBLIC ${ARG_DEPENDS})
  target_compile_features(${name} PUBLIC cxx_std_20)
  install(TARGETS ${name} EXPORT accord-targets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/accord)
endfunction()
