/* The version, which the Makefile knows. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#ifndef EXAMC_VERSION
#define EXAMC_VERSION "unknown"
#endif

#endif
