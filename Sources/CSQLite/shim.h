#ifndef MAILLAGE_CSQLITE_SHIM_H
#define MAILLAGE_CSQLITE_SHIM_H

#include <sqlite3.h>

#if SQLITE_VERSION_NUMBER < 3036000
#error "Maillage needs SQLite 3.36 or later (Debian and Ubuntu: apt-get install libsqlite3-dev)"
#endif

/* Variadic functions and macros that cast, which Swift cannot call. */
static inline int maillage_sqlite_set_flag(sqlite3 *db, int flag, int on) {
  return sqlite3_db_config(db, flag, on, (int *)0);
}
static inline int maillage_sqlite_bind_text(sqlite3_stmt *statement, int index, const void *bytes, long long count) {
  return sqlite3_bind_text64(
      statement, index, (const char *)bytes, (sqlite3_uint64)count, SQLITE_TRANSIENT, SQLITE_UTF8);
}
static inline int maillage_sqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, long long count) {
  return sqlite3_bind_blob64(statement, index, bytes, (sqlite3_uint64)count, SQLITE_TRANSIENT);
}

#endif
