#ifndef MAILLAGE_CGEOS_SHIM_H
#define MAILLAGE_CGEOS_SHIM_H

/* Only the reentrant functions: one context for each worker. */
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#if GEOS_VERSION_MAJOR < 3 || (GEOS_VERSION_MAJOR == 3 && GEOS_VERSION_MINOR < 11)
#error "Maillage needs GEOS 3.11 or later (Debian and Ubuntu: apt-get install libgeos-dev)"
#endif

#endif
