#ifndef MAILLAGE_CCURL_SHIM_H
#define MAILLAGE_CCURL_SHIM_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#if LIBCURL_VERSION_NUM < 0x075500
#error "Maillage needs libcurl 7.85 or later (Debian and Ubuntu: apt-get install libproj-dev brings it)"
#endif

/* Options and answers of libcurl go through variadic functions, which Swift cannot call: one for each type. */

typedef size_t (*maillage_curl_data)(char *bytes, size_t size, size_t count, void *context);
typedef int (*maillage_curl_progress)(
    void *context, curl_off_t total, curl_off_t received, curl_off_t upload_total, curl_off_t sent);

typedef int (*maillage_curl_request)(
    void *context, char *server_ip, char *own_ip, int server_port, int own_port);

static inline CURLcode maillage_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode maillage_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode maillage_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode maillage_curl_set_data(CURL *handle, CURLoption option, maillage_curl_data value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode maillage_curl_set_progress(CURL *handle, maillage_curl_progress value) {
  return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}
/* Called once the connection is made, before the request is sent. */
static inline CURLcode maillage_curl_set_request(CURL *handle, maillage_curl_request value) {
  return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, value);
}
static inline CURLcode maillage_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}
static inline const char *maillage_curl_version(void) {
  return curl_version_info(CURLVERSION_NOW)->version;
}
static inline CURLcode maillage_curl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

#endif
