# cmake --install: libraries, headers, and what find_package(accord) needs.
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/accord)

install(EXPORT accord-targets NAMESPACE accord:: DESTINATION ${package_folder})
configure_package_config_file(cmake/accord-config.cmake.in ${PROJECT_BINARY_DIR}/accord-config.cmake
  INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/accord-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/accord-config.cmake ${PROJECT_BINARY_DIR}/accord-config-version.cmake
  DESTINATION ${package_folder})
